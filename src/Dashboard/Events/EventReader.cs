using System.Text;
using System.Text.Json;
using FaceStream.Dashboard.Web;

namespace FaceStream.Dashboard.Events;

/// <summary>Sends one reader what happens, as server-sent events (WHATWG HTML, section 9.2).</summary>
/// <param name="outbox">What happens.</param>
/// <param name="wanted">Which of it.</param>
/// <param name="stream">Where the reader listens. Writing waits while the reader does not read; meanwhile nothing is kept for it.</param>
/// <param name="time">Says when a sign of life is due.</param>
internal sealed class EventReader(Outbox outbox, Predicate<OutboxEvent> wanted, Stream stream, TimeProvider time)
{
    private const int Together = 64;

    // Proxies close what is silent for a minute; and writing is how a connection that has gone is noticed.
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);

    private readonly StringBuilder _text = new();
    private long _sent;
    private long _wroteAt;

    /// <summary>Goes on after the event that the reader had last, or from now on, until <paramref name="stop"/>.</summary>
    /// <param name="lastId">The reader's <c>Last-Event-ID</c>; empty at the first visit.</param>
    /// <param name="stop">The reader has gone, or the service ends.</param>
    public async Task RunAsync(string lastId, CancellationToken stop)
    {
        _text.Append("retry: 2000\n\n");
        Resume(lastId);
        var reason = "away";
        while (true)
        {
            var (events, lost, more) = outbox.After(_sent, Together);
            if (lost > 0)
                Gap(reason, lost, _sent + lost);
            reason = "slow";
            foreach (var one in events.Where(one => one.Json.Length > 0 && wanted(one)))
                Append(one.Type, one.Number, one.Json);
            _sent += lost + events.Count;
            // What happens elsewhere is no sign of life here; a reader that comes back has not missed what it does not want.
            if (_text.Length == 0 && time.GetElapsedTime(_wroteAt) >= Pulse)
                _text.Append("id: ").Append(outbox.Epoch).Append('-').Append(_sent).Append("\n\n");
            await FlushAsync(stop).ConfigureAwait(false);
            if (events.Count == 0)
                await HappensAsync(more, stop).ConfigureAwait(false);
        }
    }

    /// <summary>The id is of this outbox, of one before a restart, or nobody's.</summary>
    private void Resume(string lastId)
    {
        _sent = outbox.Last;
        if (lastId.Length == 0)
            return;
        if (lastId.Split('-') is [var epoch, var number] && epoch == outbox.Epoch && long.TryParse(number, out var last) && last >= 0 && last <= _sent)
            _sent = last;
        else
            Gap("restart", null, _sent);
    }

    private void Gap(string reason, long? lost, long upTo) =>
        Append("gap", upTo, JsonSerializer.Serialize(new GapEvent(reason, lost), DashboardJson.Default.GapEvent));

    private void Append(string type, long number, string json) =>
        _text.Append("id: ").Append(outbox.Epoch).Append('-').Append(number).Append("\nevent: ").Append(type).Append("\ndata: ").Append(json).Append("\n\n");

    private async Task FlushAsync(CancellationToken stop)
    {
        if (_text.Length == 0)
            return;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(_text.ToString()), stop).ConfigureAwait(false);
        await stream.FlushAsync(stop).ConfigureAwait(false);
        _text.Clear();
        _wroteAt = time.GetTimestamp();
    }

    /// <summary>Waits for something, but not longer than until a sign of life is due.</summary>
    private async Task HappensAsync(Task more, CancellationToken stop)
    {
        var left = Pulse - time.GetElapsedTime(_wroteAt);
        try
        {
            await more.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing happens; the caller looks at the time.
        }
    }
}
