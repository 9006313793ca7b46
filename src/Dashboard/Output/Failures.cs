using FaceStream.Dashboard.Configuration;
using FaceStream.Gallery;
using FaceStream.Recognizer.Models;
using FaceStream.StreamIngest;
using FaceStream.StreamIngest.Imaging;
using FaceStream.StreamIngest.Sources;

namespace FaceStream.Dashboard.Output;

/// <summary>Turns what the layers below throw into words for an operator and an exit code. The only place that does.</summary>
internal static class Failures
{
    /// <summary>The failure that <paramref name="thrown"/> means.</summary>
    public static CommandFailure From(Exception thrown) => thrown switch
    {
        CommandFailure failure => failure,
        AggregateException { InnerException: { } inner } => From(inner),
        OperationCanceledException => new(ExitCode.Interrupted, "Interrupted."),
        ConfigurationException wrong => new(ExitCode.Usage, wrong.Message, cause: wrong),
        SourceException source => new(SourceCode(source.Fault), source.Message, cause: source),
        PictureException picture => new(ExitCode.Refused, picture.Message, cause: picture),
        ModelException model => new(ExitCode.DependencyMissing, model.Message, cause: model),
        MissingLibraryException library => new(ExitCode.DependencyMissing, library.Message, "facestream doctor checks everything else, too.", library),
        VideoWriterException video => new(ExitCode.Failure, video.Message, cause: video),
        GalleryRefusedException refused => new(GalleryCode(refused.Reason), refused.Message, cause: refused),
        GalleryException broken => new(GalleryCode(broken.Fault), broken.Message, cause: broken),
        FileNotFoundException or DirectoryNotFoundException => new(ExitCode.NotFound, thrown.Message, cause: thrown),
        UnauthorizedAccessException => new(ExitCode.Failure, thrown.Message, "Give this user the right to read and write there.", thrown),
        IOException => new(ExitCode.Failure, thrown.Message, cause: thrown),
        _ => new(ExitCode.Failure, $"{thrown.GetType().Name}: {thrown.Message}",
            "This is a fault in FaceStream. Run again with FACESTREAM_TRACE=1 and report what it prints.", thrown),
    };

    private static ExitCode SourceCode(SourceFault fault) => fault switch
    {
        SourceFault.BadAddress => ExitCode.Usage,
        SourceFault.Missing => ExitCode.NotFound,
        _ => ExitCode.Failure,
    };

    private static ExitCode GalleryCode(GalleryRefusal reason) => reason switch
    {
        GalleryRefusal.NoSuchPerson or GalleryRefusal.NoSuchTemplate => ExitCode.NotFound,
        _ => ExitCode.Refused,
    };

    private static ExitCode GalleryCode(GalleryFault fault) => fault switch
    {
        GalleryFault.Locked or GalleryFault.DiskFull => ExitCode.Failure,
        _ => ExitCode.DependencyMissing,
    };

    /// <summary>The reader of our output has gone, as in <c>facestream people list | head -1</c>.</summary>
    public static bool IsClosedPipe(Exception thrown) =>
        // EPIPE is 32 on Linux; .NET carries the bare errno as the HResult.
        thrown is IOException { HResult: 32 } or IOException { InnerException.HResult: 32 };

    /// <summary>Says what failed and what to do, and gives the exit code.</summary>
    public static ExitCode Report(Exception thrown, Terminal terminal)
    {
        if (IsClosedPipe(thrown))
            return ExitCode.Ok;

        var failure = From(thrown);
        terminal.Say($"facestream: {failure.Message}");
        if (failure.Hint is not null)
            terminal.Say(failure.Hint);
        if (Environment.GetEnvironmentVariable("FACESTREAM_TRACE") is { Length: > 0 })
            terminal.Say(thrown.ToString());
        if (terminal.Json)
            terminal.Show(new { Error = new { Code = (int)failure.Code, failure.Message, failure.Hint } }, _ => { });
        return failure.Code;
    }
}
