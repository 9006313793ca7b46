using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace FaceStream.StreamIngest.Imaging;

/// <summary>Writes an H.264 MP4 through an <c>ffmpeg</c> child process that takes raw pictures.</summary>
/// <remarks>
/// The file appears under its name when it is whole: until then it is <c>NAME.part</c>, which a failure removes.
/// </remarks>
public sealed class VideoWriter : IDisposable
{
    private static readonly TimeSpan FinishLimit = TimeSpan.FromMinutes(2);
    private const int LinesKept = 5;

    private readonly string _path;
    private readonly string _part;
    private readonly (int Width, int Height) _size;
    private readonly Process _ffmpeg;
    private readonly Queue<string> _errors = [];
    private bool _finished;

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="path">Where the video goes; an existing file is replaced at the end.</param>
    /// <param name="width">Columns of each picture.</param>
    /// <param name="height">Rows of each picture.</param>
    /// <param name="fps">Pictures a second; each picture is shown equally long.</param>
    /// <param name="colour">Matrix and range of the pictures.</param>
    /// <param name="crf">Constant rate factor of x264: 0 (lossless) to 51 (worst); 20 is hard to tell from the original.</param>
    /// <exception cref="MissingLibraryException">There is no ffmpeg.</exception>
    /// <exception cref="VideoWriterException">The folder cannot be written.</exception>
    public VideoWriter(string path, int width, int height, double fps, YuvColour colour, int crf = 20)
    {
        (_path, _size) = (Path.GetFullPath(path), (width, height));
        _part = _path + ".part";
        if (!Directory.Exists(Path.GetDirectoryName(_path)))
            throw new VideoWriterException($"{path}: there is no such folder to write into");
        if (Directory.Exists(_path))
            throw new VideoWriterException($"{path}: is a directory; give the name of a file");

        _ffmpeg = new Process { StartInfo = Start(fps > 0 ? fps : 25, colour, crf) };
        _ffmpeg.ErrorDataReceived += (_, line) => Keep(line.Data);
        try
        {
            _ffmpeg.Start();
        }
        catch (Win32Exception e)
        {
            _ffmpeg.Dispose();
            throw new MissingLibraryException($"The program ffmpeg cannot be started ({e.Message}). Install it: {Native.NativeLibraries.FfmpegRemedy}");
        }

        _ffmpeg.BeginErrorReadLine();
    }

    /// <summary>Adds a frame as it is.</summary>
    public void Write(Frame frame)
    {
        Expect(frame.Header.Width, frame.Header.Height);
        Write((ReadOnlySpan<byte>)frame.Writable);
    }

    /// <summary>Adds a picture.</summary>
    /// <param name="planes">Y, U, V without padding, of the size that the writer was made for.</param>
    /// <exception cref="VideoWriterException">ffmpeg stopped, with its words.</exception>
    public void Write(ReadOnlySpan<byte> planes)
    {
        var (width, height) = _size;
        if (planes.Length != width * height + 2 * ((width + 1) / 2) * ((height + 1) / 2))
            throw new ArgumentException($"{planes.Length} bytes are no {width}×{height} picture.", nameof(planes));
        try
        {
            _ffmpeg.StandardInput.BaseStream.Write(planes);
        }
        catch (IOException)
        {
            throw Failed();     // ffmpeg closed the pipe; its own words say why
        }
    }

    /// <summary>Ends the video and waits until it is written.</summary>
    /// <exception cref="VideoWriterException">ffmpeg failed, with its words.</exception>
    public void Finish()
    {
        try
        {
            _ffmpeg.StandardInput.Close();
        }
        catch (IOException)
        {
            throw Failed();
        }

        if (!_ffmpeg.WaitForExit(FinishLimit))
            throw new VideoWriterException($"{_path}: ffmpeg does not finish");
        _ffmpeg.WaitForExit();      // and for its last words
        if (_ffmpeg.ExitCode != 0)
            throw Failed();
        File.Move(_part, _path, overwrite: true);
        _finished = true;
    }

    /// <summary>Ends ffmpeg; without <see cref="Finish"/> nothing is left behind.</summary>
    public void Dispose()
    {
        if (!_finished)
        {
            if (!_ffmpeg.HasExited)
                _ffmpeg.Kill();
            _ffmpeg.WaitForExit();
            RemovePart();
        }

        _ffmpeg.Dispose();
    }

    /// <summary>As well as can be: the reason why it was not written is thrown already.</summary>
    private void RemovePart()
    {
        try
        {
            File.Delete(_part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private ProcessStartInfo Start(double fps, YuvColour colour, int crf)
    {
        var (width, height) = _size;
        var matrix = colour.Matrix switch { YuvMatrix.Bt709 => "bt709", YuvMatrix.Bt2020 => "bt2020nc", _ => "smpte170m" };
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-y",
            "-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", $"{width}x{height}",
            "-framerate", fps.ToString("0.######", CultureInfo.InvariantCulture), "-i", "pipe:0",
            "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2",     // x264 wants even sides
            "-c:v", "libx264", "-preset", "veryfast", "-crf", crf.ToString(CultureInfo.InvariantCulture), "-pix_fmt", "yuv420p",
            "-colorspace", matrix, "-color_range", colour.FullRange ? "pc" : "tv",
            "-movflags", "+faststart", "-f", "mp4", "file:" + _part,
        ];
        return new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardInput = true, RedirectStandardError = true };
    }

    private void Expect(int width, int height)
    {
        if ((width, height) != _size)
            throw new VideoWriterException($"{_path}: the picture size changed from {_size.Width}×{_size.Height} to {width}×{height}; an MP4 holds one size");
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_errors)
        {
            _errors.Enqueue(line.Trim());
            if (_errors.Count > LinesKept)
                _errors.Dequeue();
        }
    }

    private VideoWriterException Failed()
    {
        if (_ffmpeg.WaitForExit(TimeSpan.FromSeconds(5)))
            _ffmpeg.WaitForExit();
        lock (_errors)
            return new($"{_path}: ffmpeg could not write the video: {(_errors.Count > 0 ? string.Join("; ", _errors) : "no reason given")}");
    }
}

/// <summary>A video cannot be written; the message holds ffmpeg's words.</summary>
public sealed class VideoWriterException(string message) : Exception(message);
