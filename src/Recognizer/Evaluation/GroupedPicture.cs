using System.Globalization;

namespace FaceStream.Recognizer.Evaluation;

/// <summary>A picture, whom it shows, and the group that the person belongs to.</summary>
/// <param name="Path">The picture.</param>
/// <param name="Person">Whom it shows.</param>
/// <param name="Group">Such as an age or a skin type, as the list calls it.</param>
public sealed record GroupedPicture(string Path, string Person, string Group)
{
    private const string Heading = "path,person,group";

    /// <summary>Reads a list: CSV with the heading <c>path,person,group</c>, perhaps with more columns behind; paths are relative to the list.</summary>
    /// <exception cref="FormatException">A line is not like that, or a person is in two groups; the message has its number.</exception>
    public static IReadOnlyList<GroupedPicture> Read(string list)
    {
        var lines = File.ReadAllLines(list);
        if (lines.Length == 0 || !lines[0].StartsWith(Heading, StringComparison.Ordinal))
            throw new FormatException($"{list} starts with “{lines.FirstOrDefault()}”; a list of groups starts with the heading {Heading}.");

        var (folder, groups, pictures) = (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(list))!, new Dictionary<string, string>(StringComparer.Ordinal), new List<GroupedPicture>());
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            if (lines[i].Split(',') is not [{ Length: > 0 } path, { Length: > 0 } person, { Length: > 0 } group, ..])
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{list}, line {i + 1}: “{lines[i]}” is not picture,person,group."));
            if (!groups.TryAdd(person, group) && groups[person] != group)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{list}, line {i + 1}: {person} is in the group {groups[person]} already, and here in {group}."));
            pictures.Add(new(System.IO.Path.Combine(folder, path), person, group));
        }

        return pictures;
    }
}
