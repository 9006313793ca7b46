namespace FaceStream.Gallery;

/// <summary>What a template may be.</summary>
internal static class TemplateRules
{
    /// <summary>Gives the template back as it is kept: its embedding of length 1, its source on one line.</summary>
    /// <exception cref="GalleryRefusedException">The embedding is not acceptable.</exception>
    public static NewTemplate Accept(NewTemplate template)
    {
        if (!(template.Quality is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(template), template.Quality, "A quality is from 0 to 1.");
        return template with { Embedding = EmbeddingRules.Accept(template.Embedding), Source = SourceName(template.Source) };
    }

    /// <summary>A source is a remark for the operator: any text will do, within reason and on one line.</summary>
    public static string SourceName(string source)
    {
        const int Longest = 200;
        var line = string.Concat(source.Select(c => char.IsControl(c) ? '\uFFFD' : c));
        if (line.Length <= Longest)
            return line;
        var end = Longest - 1;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + '…';
    }
}
