namespace FaceStream.Dashboard.Output;

/// <summary>Text in lines of a width, for what stands beside something else.</summary>
internal static class Folded
{
    /// <summary>Folds between words; one that is longer than a line stays whole.</summary>
    /// <param name="text">Its own ends of lines stay.</param>
    /// <param name="width">Characters a line.</param>
    /// <param name="end">What stands between two lines.</param>
    public static string At(string text, int width, string end)
    {
        var lines = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var room = -1;      // nothing fits behind what is not there
            foreach (var word in line.Split(' '))
            {
                if (room > word.Length)
                {
                    lines[^1] += $" {word}";
                    room -= word.Length + 1;
                }
                else
                {
                    lines.Add(word);
                    room = width - word.Length;
                }
            }
        }

        return string.Join(end, lines);
    }
}
