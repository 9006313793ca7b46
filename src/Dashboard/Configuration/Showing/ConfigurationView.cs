namespace FaceStream.Dashboard.Configuration.Showing;

/// <summary>The configuration, without secrets: in force, or what is wrong with it.</summary>
/// <param name="File">Its name; empty where there is none.</param>
/// <param name="Problems">What is wrong; while there is something, nothing runs.</param>
/// <param name="Sections">What is in force, default or written.</param>
internal sealed record ConfigurationView(string File, IReadOnlyList<ConfigurationProblemView> Problems, IReadOnlyList<ConfigurationSectionView> Sections);

/// <summary>Something that is wrong in the file.</summary>
/// <param name="Line">From 1; 0 where it is in no line.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What is wrong and what would be right, in English.</param>
/// <param name="Code">What kind it is, in a word that stays, for programs and for pages in other languages.</param>
/// <param name="Values">What the message names.</param>
/// <param name="FirstLine">The number of the first line that is shown.</param>
/// <param name="Lines">The line and those around it.</param>
internal sealed record ConfigurationProblemView(int Line, int Column, string Message, string Code, IReadOnlyDictionary<string, string> Values, int FirstLine, IReadOnlyList<string> Lines);

/// <summary>A section, or a camera.</summary>
/// <param name="Name">As in the file; of a camera, with its place and name.</param>
/// <param name="Settings">All of them.</param>
internal sealed record ConfigurationSectionView(string Name, IReadOnlyList<SettingView> Settings);

/// <summary>A setting.</summary>
/// <param name="Key">As in the file; what is deeper, with dots.</param>
/// <param name="Value">As it would be written; empty where nothing is set.</param>
/// <param name="IsDefault">Nobody has set it otherwise.</param>
internal sealed record SettingView(string Key, string Value, bool IsDefault);
