using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace FaceStream.Dashboard.Output;

/// <summary>
/// Where a command speaks: results on standard output, for people or as JSON; everything else on standard error.
/// </summary>
internal sealed class Terminal
{
    /// <summary>How results look with <c>--json</c>: <c>snake_case</c> keys, and letters rather than escapes.</summary>
    public static JsonSerializerOptions JsonFormat { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Speaks to this process's standard output and error.</summary>
    /// <param name="json">Results are for a program.</param>
    public Terminal(bool json)
    {
        Json = json;
        Out = new StreamWriter(new StandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        _people = new(() => Ansi(Out, Console.IsOutputRedirected));
        _status = new(() => Ansi(_error, Console.IsErrorRedirected));
    }

    private readonly TextWriter _error = Console.Error;
    private readonly Lazy<IAnsiConsole> _people;
    private readonly Lazy<IAnsiConsole> _status;

    /// <summary>Results are for a program.</summary>
    public bool Json { get; }

    /// <summary>Standard output, UTF-8, flushed by whoever writes lines that somebody waits for.</summary>
    public StreamWriter Out { get; }

    /// <summary>Tables and sentences for people, on standard output.</summary>
    public IAnsiConsole People => _people.Value;

    /// <summary>Progress and summaries for people, on standard error.</summary>
    public IAnsiConsole Status => _status.Value;

    /// <summary>Somebody watches: moving progress is welcome.</summary>
    public bool Interactive { get; } = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Results go to a terminal, and neither to a file nor to a pipe.</summary>
    public bool OnScreen { get; } = !Console.IsOutputRedirected;

    /// <summary>Writes a line to standard error.</summary>
    public void Say(string line) => _error.WriteLine(line);

    /// <summary>Gives the result: as one JSON object, or as <paramref name="people"/> like to read it.</summary>
    public void Show<T>(T result, Action<IAnsiConsole> people)
    {
        if (Json)
            Out.WriteLine(JsonSerializer.Serialize(result, JsonFormat));
        else
            people(People);
        Out.Flush();
    }

    private static IAnsiConsole Ansi(TextWriter writer, bool redirected)
    {
        var plain = redirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });

        // A file or a pipe has no width; a table must not break its cells there.
        if (redirected)
            console.Profile.Width = 240;
        return console;
    }
}
