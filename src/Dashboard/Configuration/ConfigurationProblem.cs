using System.Text.Json;

namespace FaceStream.Dashboard.Configuration;

/// <summary>Something that is wrong with a configuration.</summary>
/// <param name="Place">Such as <c>facestream.yaml:4:7</c>, or the name of an environment variable; empty where the words name the file.</param>
/// <param name="Fault">What kind it is.</param>
/// <param name="Words">What is wrong there and what would be right, in English; no secrets.</param>
/// <param name="Named">What the words name, so that pages can say it in another language.</param>
internal sealed record ConfigurationProblem(string Place, ConfigurationFault Fault, string Words, IReadOnlyList<(string Name, string Value)> Named)
{
    /// <summary>The kind as programs and pages know it, such as <c>unknown-key</c>.</summary>
    public string Code => CodeOf(Fault);

    /// <summary>What the words name, by the names that pages know.</summary>
    public IReadOnlyDictionary<string, string> Values => Named.ToDictionary(value => value.Name, value => value.Value);

    /// <summary>A kind as programs and pages know it.</summary>
    public static string CodeOf(ConfigurationFault fault) => JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString());

    /// <summary>The words, with the place.</summary>
    public override string ToString() => Place.Length == 0 ? Words : $"{Place}: {Words}";
}

/// <summary>What can be wrong with a configuration. The pages have words for each.</summary>
internal enum ConfigurationFault
{
    /// <summary>There is no such file.</summary>
    NoFile,

    /// <summary>The file cannot be read.</summary>
    Unreadable,

    /// <summary>Cameras are written in a way that only a person should change.</summary>
    ByHand,

    /// <summary>The file is longer than any configuration.</summary>
    TooLong,

    /// <summary>A tab indents a line.</summary>
    Tab,

    /// <summary>It is not YAML.</summary>
    NotYaml,

    /// <summary>A second document begins in the file.</summary>
    SecondDocument,

    /// <summary>Sections within sections, without end.</summary>
    TooDeep,

    /// <summary>A tag of YAML.</summary>
    Tag,

    /// <summary>An anchor or alias of YAML.</summary>
    Anchor,

    /// <summary>A key that is not a word.</summary>
    BadKey,

    /// <summary>The file is a list, or a single value.</summary>
    NoKeys,

    /// <summary>A key stands in its section twice.</summary>
    DuplicateKey,

    /// <summary>There is no such key.</summary>
    UnknownKey,

    /// <summary>A key that must be given is not.</summary>
    Missing,

    /// <summary>The value is not a text.</summary>
    NotText,

    /// <summary>The value is neither true nor false.</summary>
    NotBoolean,

    /// <summary>The value is not a whole number.</summary>
    NotWholeNumber,

    /// <summary>The value is not a number.</summary>
    NotNumber,

    /// <summary>The value is not a time.</summary>
    NotTime,

    /// <summary>The value is not a point of a picture.</summary>
    NotPoint,

    /// <summary>The value is not one of a few words.</summary>
    NotChoice,

    /// <summary>A section is wanted.</summary>
    NotSection,

    /// <summary>A list is wanted.</summary>
    NotList,

    /// <summary>A number or time beyond its limits.</summary>
    OutOfRange,

    /// <summary>The value is empty.</summary>
    Empty,

    /// <summary>A camera's name with characters that it may not have.</summary>
    CameraName,

    /// <summary>A zone's name that is too long, or has characters that nobody sees.</summary>
    ZoneName,

    /// <summary>The name of a variable does not end.</summary>
    VariableOpen,

    /// <summary>A variable is not set.</summary>
    VariableUnset,

    /// <summary>A variable that replaces a setting has an empty part in its name.</summary>
    OverrideName,

    /// <summary>A variable that replaces an entry of a list which has not so many.</summary>
    OverrideIndex,

    /// <summary>Two cameras have a name.</summary>
    CameraNameTaken,

    /// <summary>The address of a camera is empty.</summary>
    AddressEmpty,

    /// <summary>The address of a camera holds a zero character.</summary>
    AddressZero,

    /// <summary>The address of a camera is of a kind that is not read.</summary>
    AddressKind,

    /// <summary>The address of a camera is too long.</summary>
    AddressLength,

    /// <summary>The address of a camera holds a space.</summary>
    AddressSpace,

    /// <summary>The address of a camera has no slashes behind its scheme.</summary>
    AddressSlashes,

    /// <summary>Host or port in the address of a camera cannot be understood.</summary>
    AddressHost,

    /// <summary>The address of a camera leads to a machine's own services.</summary>
    AddressOwn,

    /// <summary>Two streams of a camera that is not on the network.</summary>
    DetectSource,

    /// <summary>An outline with too few or too many points.</summary>
    ZonePoints,

    /// <summary>A point of a zone lies outside the picture.</summary>
    ZoneOutside,

    /// <summary>The outline of a zone crosses itself.</summary>
    ZoneCrossing,

    /// <summary>The outline of a zone encloses nothing.</summary>
    ZoneFlat,

    /// <summary>The name of a zone is empty.</summary>
    ZoneNameEmpty,

    /// <summary>Two zones of a camera have a name.</summary>
    ZoneNameTaken,

    /// <summary>No embedder of that name is in the models' folder.</summary>
    EmbedderUnknown,

    /// <summary>It listens at no address.</summary>
    Listen,

    /// <summary>It listens where other machines reach it, and nobody has to sign in.</summary>
    ListenOpen,

    /// <summary>A *** in an edited text that stands for nothing known.</summary>
    Masked,
}
