using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Gallery.Tests;

/// <summary>A gallery in a folder of its own, removed with it.</summary>
internal sealed class TemporaryGallery : IDisposable
{
    public const string Model = "test-4";

    private static readonly ServiceProvider Services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public TemporaryGallery()
    {
        // In memory where there is room: hundreds of commits would wait for the disk, and no test here cuts the power.
        var parent = Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();
        Folder = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"gallery-{Guid.NewGuid():N}")).FullName;
        Path = System.IO.Path.Combine(Folder, "gallery.db");
    }

    public string Folder { get; }

    public string Path { get; }

    public static GalleryMetrics NewMetrics() => new(Services.GetRequiredService<IMeterFactory>());

    public GalleryService Open(TimeProvider? time = null) =>
        GalleryService.Open(Path, NewMetrics(), time ?? TimeProvider.System, TimeSpan.FromMilliseconds(200));

    /// <summary>Another program's connection to the same file.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    /// <summary>A look whose vector points along these numbers.</summary>
    public static NewTemplate Look(params float[] direction) => LookOf(Model, direction);

    public static NewTemplate LookOf(string model, params float[] direction) =>
        new(new Embedding(model, Unit(direction)), 0.5f, "picture.jpg", ReadOnlyMemory<byte>.Empty);

    public static float[] Unit(params float[] direction)
    {
        var length = MathF.Sqrt(direction.Sum(x => x * x));
        return Array.ConvertAll(direction, x => x / length);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
