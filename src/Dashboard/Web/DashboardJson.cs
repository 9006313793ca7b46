using System.Text.Json;
using System.Text.Json.Serialization;
using FaceStream.Dashboard.Cameras;
using FaceStream.Dashboard.Configuration.Editing;
using FaceStream.Dashboard.Configuration.Schema;
using FaceStream.Dashboard.Configuration.Showing;
using FaceStream.Dashboard.Events;
using FaceStream.Dashboard.Explaining;
using FaceStream.Dashboard.FalseAlarms;
using FaceStream.Dashboard.Health;
using FaceStream.Dashboard.Live;
using FaceStream.Dashboard.Logs;
using FaceStream.Dashboard.People;
using FaceStream.Dashboard.Sightings;
using FaceStream.Dashboard.Status;
using FaceStream.Dashboard.Status.Trends;
using FaceStream.Recognizer.Explaining;

namespace FaceStream.Dashboard.Web;

/// <summary>How the dashboard's answers are written: camelCase, made at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(LiveRequest))]
[JsonSerializable(typeof(CamerasMessage))]
[JsonSerializable(typeof(IReadOnlyList<CameraView>))]
[JsonSerializable(typeof(IReadOnlyList<CameraStateView>))]
[JsonSerializable(typeof(CameraRequest))]
[JsonSerializable(typeof(CameraSettingsView))]
[JsonSerializable(typeof(CameraChangeView))]
[JsonSerializable(typeof(CameraTrialView))]
[JsonSerializable(typeof(IReadOnlyList<ZoneView>))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(TrendsView))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(LogView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(IReadOnlyList<PersonView>))]
[JsonSerializable(typeof(PersonDetailsView))]
[JsonSerializable(typeof(PeopleHealthView))]
[JsonSerializable(typeof(PersonRequest))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(ErasureReceipt))]
[JsonSerializable(typeof(NamedView))]
[JsonSerializable(typeof(EnrolmentView))]
[JsonSerializable(typeof(VerdictView[]))]
[JsonSerializable(typeof(IdentificationView))]
[JsonSerializable(typeof(SightingsView))]
[JsonSerializable(typeof(NamingRequest))]
[JsonSerializable(typeof(SightingMatchesView))]
[JsonSerializable(typeof(TrackNamingRequest))]
[JsonSerializable(typeof(DecisionsRequest))]
[JsonSerializable(typeof(DecisionsView))]
[JsonSerializable(typeof(ExplanationView))]
[JsonSerializable(typeof(TrackExplanation))]
[JsonSerializable(typeof(FalseAlarmsView))]
[JsonSerializable(typeof(IdentityEvent))]
[JsonSerializable(typeof(CameraEvent))]
[JsonSerializable(typeof(GapEvent))]
[JsonSerializable(typeof(ConfigurationView))]
[JsonSerializable(typeof(ConfigurationTextView))]
[JsonSerializable(typeof(ConfigurationTextRequest))]
[JsonSerializable(typeof(ConfigurationCheckView))]
[JsonSerializable(typeof(IReadOnlyList<SettingDocumentation>))]
[JsonSerializable(typeof(DemonstrationView))]
internal sealed partial class DashboardJson : JsonSerializerContext;
