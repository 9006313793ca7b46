using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace FaceStream.Dashboard.Tests.Events;

/// <summary>Reads <c>/api/v1/events/stream</c> as a browser does.</summary>
internal sealed class EventListener : IAsyncDisposable
{
    // A busy machine is slow; a stream that says nothing is broken.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventListener(HttpResponseMessage answer, Stream stream)
    {
        _answer = answer;
        _items = SseParser.Create(stream).EnumerateAsync(_stop.Token).GetAsyncEnumerator();
    }

    /// <summary>The id of what was heard last.</summary>
    public string LastId { get; private set; } = "";

    public static async Task<EventListener> ConnectAsync(TestDashboard dashboard, string query = "", string lastId = "")
    {
        var cancel = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events/stream" + query);
        if (lastId.Length > 0)
            request.Headers.Add("Last-Event-ID", lastId);
        var answer = await dashboard.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return new(answer, await answer.Content.ReadAsStreamAsync(cancel));
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<(string Type, JsonElement Data)?> HearAsync()
    {
        if (!await _items.MoveNextAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken))
            return null;
        LastId = _items.Current.EventId!;
        return (_items.Current.EventType, JsonDocument.Parse(_items.Current.Data).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _answer.Dispose();
        _stop.Dispose();
    }
}
