using System.Text;
using FaceStream.Gallery;
using FaceStream.Gallery.Sightings;

namespace FaceStream.Dashboard.Sightings;

/// <summary>How rows of sightings are written.</summary>
internal interface ISightingRows
{
    /// <summary>The content type.</summary>
    string ContentType { get; }

    /// <summary>A file's name ends so.</summary>
    string Extension { get; }

    /// <summary>What comes before the first row.</summary>
    string Head { get; }

    /// <summary>A row with its end of line.</summary>
    string Row(SightingView sighting);
}

/// <summary>Writes every sighting of a filter while it is read, page by page, so that a year of them takes no more memory than a page.</summary>
internal sealed class SightingExport(SightingService sightings, GalleryService gallery, TimeProvider time)
{
    private const int PageSize = 200;

    /// <summary>Answers with all of them. A failure half-way cuts the connection, so that half a file does not look whole.</summary>
    public async Task WriteAsync(HttpContext context, SightingQuery query, ISightingRows rows)
    {
        // The first page before the first byte: a question that cannot be answered is a problem, not an empty file.
        var filter = query.Filter();
        var page = sightings.List(filter, PageSize);
        var response = context.Response;
        response.ContentType = rows.ContentType;
        response.Headers.ContentDisposition = FormattableString.Invariant($"attachment; filename=\"facestream-events-{time.GetUtcNow():yyyy-MM-dd}.{rows.Extension}\"");
        await response.WriteAsync(rows.Head, context.RequestAborted).ConfigureAwait(false);
        while (true)
        {
            var text = new StringBuilder();
            foreach (var sighting in page.Sightings)
                text.Append(rows.Row(SightingView.Of(sighting, gallery)));
            await response.WriteAsync(text.ToString(), context.RequestAborted).ConfigureAwait(false);
            if (page.Next is not { } next)
                return;
            page = sightings.List(filter, PageSize, next);
        }
    }
}
