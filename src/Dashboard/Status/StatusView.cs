using FaceStream.Dashboard.Health;
using FaceStream.Dashboard.Status.Storage;

namespace FaceStream.Dashboard.Status;

/// <summary>The service at a glance.</summary>
/// <param name="Version">As built.</param>
/// <param name="Uptime">Seconds since the start.</param>
/// <param name="Device">What runs the models; null while nothing is loaded.</param>
/// <param name="Models">Those in use.</param>
/// <param name="Stages">The pipeline's stages with their recent times.</param>
/// <param name="Gallery">How many people and templates.</param>
/// <param name="Recognitions">Decisions about tracks since the start, by result.</param>
/// <param name="MemoryMb">In RAM.</param>
/// <param name="Viewers">Browsers that watch.</param>
/// <param name="Checks">As <c>/readyz</c> has them: what does not work now, and why.</param>
/// <param name="SightingsWaiting">Tracks that ended and are not stored yet; many when their disk is full.</param>
/// <param name="SearchStretch">How many times rarer than configured live cameras are searched, because recognition cannot keep up; 1 when there is room.</param>
/// <param name="Storage">What is kept on disk, and how much room is left.</param>
public sealed record StatusView(
    string Version, double Uptime, DeviceView? Device, IReadOnlyList<ModelView> Models, IReadOnlyList<StageView> Stages,
    GalleryView Gallery, IReadOnlyDictionary<string, long> Recognitions, double MemoryMb, int Viewers,
    IReadOnlyList<HealthCheckView> Checks, int SightingsWaiting, double SearchStretch, StorageView Storage);

/// <summary>A stage's recent times.</summary>
/// <param name="Name">Such as detect.</param>
/// <param name="Count">Batches since the start.</param>
/// <param name="P50Ms">Half are faster.</param>
/// <param name="P95Ms">One in twenty is slower.</param>
public sealed record StageView(string Name, long Count, double P50Ms, double P95Ms);

/// <summary>What the gallery holds.</summary>
/// <param name="People">Enrolled.</param>
/// <param name="Templates">Of all of them, usable by the model in use.</param>
/// <param name="Unembedded">People who cannot be recognised, because only another embedder than the one in use has embedded their pictures.</param>
public sealed record GalleryView(int People, int Templates, int Unembedded);
