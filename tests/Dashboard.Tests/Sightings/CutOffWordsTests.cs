using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FaceStream.Dashboard.Tests.Commands;
using FaceStream.Gallery.Sightings;
using FaceStream.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FaceStream.Dashboard.Tests.Sightings;

/// <summary>SIGKILL between a change of the people's file and one of the sightings' file. The lock of another process holds the service there.</summary>
public sealed class CutOffWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string People => _folder["people.db"];

    private string Sightings => _folder["people.sightings.db"];

    [Fact]
    public async Task Killed_before_the_word_is_kept_it_leaves_nothing_and_killed_afterwards_it_is_carried_out()
    {
        await SeenAsync();

        using (var service = await StartAsync())
        {
            var people = new WriteLock(People);
            var asked = NameAsync(service, "Alice");
            await Until(Sightings, "SELECT count(*) FROM unfinished", 1);
            using var sightings = new WriteLock(Sightings);
            people.Dispose();
            await Until(People, "SELECT count(*) FROM template", 2);
            await KillAsync(service, asked);
        }

        Assert.Equal(0, Ask(Sightings, "SELECT count(*) FROM naming"));
        using (var service = await StartAsync())
        {
            Assert.Empty((await service.Http.GetFromJsonAsync<JsonElement>("/api/v1/people", Cancel)).EnumerateArray());
            Assert.Contains("nothing of that is left: say it again", await service.Http.GetStringAsync(new Uri("/api/v1/log", UriKind.Relative), Cancel), StringComparison.Ordinal);
            await NameAsync(service, "Alice");

            using var people = new WriteLock(People);
            var asked = NameAsync(service, null);
            await Until(Sightings, "SELECT count(*) FROM sighting WHERE decided IS NOT NULL AND person IS NULL", 1);
            await KillAsync(service, asked);
        }

        Assert.Equal(2, Ask(People, "SELECT count(*) FROM template"));
        using (var service = await StartAsync())
        {
            Assert.Empty((await service.Http.GetFromJsonAsync<JsonElement>("/api/v1/people", Cancel)).EnumerateArray());
            Assert.Equal(JsonValueKind.Null, (await service.Http.GetFromJsonAsync<JsonElement>("/api/v1/sightings/1", Cancel)).GetProperty("person").ValueKind);
            Assert.Equal(0, Ask(Sightings, "SELECT count(*) FROM unfinished"));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task NameAsync(Running service, string? name)
    {
        using var answer = await service.Http.PutAsJsonAsync("/api/v1/sightings/1/person", new { name }, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task KillAsync(Running service, Task asked)
    {
        service.Process.Kill();
        await service.Process.WaitForExitAsync(Cancel);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => asked);
    }

    private static async Task Until(string file, string sql, long wanted)
    {
        for (var left = 3000; Ask(file, sql) != wanted; left--)
        {
            Assert.True(left > 0, $"{sql} is not {wanted} within half a minute");
            await Task.Delay(10, Cancel);
        }
    }

    private static long Ask(string file, string sql)
    {
        using var connection = Connect(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private async Task<Running> StartAsync()
    {
        var file = _folder.Write("facestream.yaml", "dashboard: { listen: '127.0.0.1:0' }\ngallery: { path: people.db }\n");
        var process = Cli.Start(Footage.Home(_folder), "run", "-c", file, "--json");
        process.BeginErrorReadLine();
        var said = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Cancel))!).RootElement;
        return new(process, new() { BaseAddress = new(said.GetProperty("url").GetString()!) });
    }

    private async Task SeenAsync()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        await using var sightings = SightingService.Open(Sightings, new(), new(services.GetRequiredService<IMeterFactory>()), TimeProvider.System);
        var at = DateTimeOffset.UtcNow.AddMinutes(-10);
        sightings.Add(new("door", at, at.AddSeconds(3), 30, SightingState.Unknown, null, null, 0, 0.9,
            [.. Enumerable.Range(0, 2).Select(axis => new SeenLook(at, Footage.Along(axis), 0.8f, new byte[] { 0xFF, 0xD8, 0xFF, (byte)axis }))]));
    }

    /// <summary>A service that answers.</summary>
    private sealed record Running(Process Process, HttpClient Http) : IDisposable
    {
        public void Dispose()
        {
            Http.Dispose();
            Process.Dispose();
        }
    }

    /// <summary>Nobody else writes to a file while it is taken. Readers go on.</summary>
    private sealed class WriteLock : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteTransaction _taken;

        public WriteLock(string file)
        {
            _connection = Connect(file);
            _taken = _connection.BeginTransaction(deferred: false);
        }

        public void Dispose()
        {
            _taken.Dispose();
            _connection.Dispose();
        }
    }
}
