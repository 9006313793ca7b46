using System.Globalization;
using System.Text;
using FaceStream.Dashboard.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace FaceStream.Dashboard.People;

/// <summary>A picture as it was sent.</summary>
/// <param name="Name">The file's name, without a path.</param>
/// <param name="Bytes">The file; empty when <paramref name="TooLarge"/>.</param>
/// <param name="TooLarge">It had more than <see cref="PictureUpload.MaxPictureBytes"/>, and was not kept.</param>
internal sealed record UploadedPicture(string Name, byte[] Bytes, bool TooLarge);

/// <summary>A form with pictures, read in one pass and kept in memory only: a face is not left behind in a temporary file.</summary>
/// <param name="Fields">The texts, by name.</param>
/// <param name="Pictures">The files, in the order sent.</param>
internal sealed record PictureUpload(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<UploadedPicture> Pictures)
{
    /// <summary>The largest picture that is looked at.</summary>
    public const int MaxPictureBytes = 10 << 20;

    /// <summary>The largest form: some pictures of that size, or many of usual ones.</summary>
    public const long MaxRequestBytes = 64 << 20;

    private const int MaxPictures = 100;
    // The forms have four at most.
    private const int MaxFields = 20;
    private const int MaxFieldBytes = 8 << 10;
    private const int MaxNameLength = 120;

    /// <summary>Reads the form.</summary>
    /// <exception cref="ProblemException">It is none, it has no picture, or too many, or too many fields.</exception>
    public static async Task<PictureUpload> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ||
            !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) ||
            HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            throw new ProblemException(StatusCodes.Status415UnsupportedMediaType, "not-a-form",
                $"Send the pictures as multipart/form-data; this request is {(string.IsNullOrEmpty(request.ContentType) ? "of no type" : request.ContentType)}.");
        }

        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        List<UploadedPicture> pictures = [];
        try
        {
            var parts = new MultipartReader(boundary, request.Body);
            for (var read = 1; await parts.ReadNextSectionAsync(cancel).ConfigureAwait(false) is { } part; read++)
            {
                await ReadAsync(part, fields, pictures, cancel).ConfigureAwait(false);
                if (read - pictures.Count > MaxFields)
                    throw new ProblemException(StatusCodes.Status400BadRequest, "bad-form", $"The form has more than {MaxFields} fields besides the pictures.");
            }
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad-form", $"The form is cut off or malformed: {e.Message}");
        }

        return pictures.Count > 0
            ? new(fields, pictures)
            : throw new ProblemException(StatusCodes.Status400BadRequest, "no-picture", "The form has no picture. Send at least one file in a field called 'pictures'.");
    }

    private static async Task ReadAsync(MultipartSection part, Dictionary<string, string> fields, List<UploadedPicture> pictures, CancellationToken cancel)
    {
        if (part.GetContentDispositionHeader() is not { } disposition)
            return;

        if (!disposition.IsFileDisposition())
        {
            var text = await KeepAsync(part.Body, MaxFieldBytes, cancel).ConfigureAwait(false);
            fields[HeaderUtilities.RemoveQuotes(disposition.Name).ToString()] = Encoding.UTF8.GetString(text ?? []);
            return;
        }

        if (pictures.Count == MaxPictures)
            throw new ProblemException(StatusCodes.Status400BadRequest, "too-many-pictures", $"At most {MaxPictures} pictures at a time.");
        var bytes = await KeepAsync(part.Body, MaxPictureBytes, cancel).ConfigureAwait(false);
        var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        pictures.Add(new(ShortName(HeaderUtilities.RemoveQuotes(name).ToString(), pictures.Count + 1), bytes ?? [], TooLarge: bytes is null));
    }

    /// <summary>The bytes, or null when there are more than <paramref name="most"/>; the rest is read and forgotten.</summary>
    private static async Task<byte[]?> KeepAsync(Stream body, int most, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 << 10];
        var length = 0L;
        while (await body.ReadAsync(buffer, cancel).ConfigureAwait(false) is var read and > 0)
        {
            length += read;
            if (length <= most)
                kept.Write(buffer, 0, read);
        }

        return length <= most ? kept.ToArray() : null;
    }

    /// <summary>The last part of a path, without what cannot be shown.</summary>
    private static string ShortName(string name, int number)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var shown = string.Concat(last.Where(letter => !char.IsControl(letter) && char.GetUnicodeCategory(letter) != UnicodeCategory.Format)).Trim();
        return shown.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"picture {number}")
            : shown.Length <= MaxNameLength ? shown : shown[^MaxNameLength..];
    }
}
