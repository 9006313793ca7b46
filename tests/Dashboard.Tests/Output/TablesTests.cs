using FaceStream.Dashboard.Output;
using Spectre.Console;

namespace FaceStream.Dashboard.Tests.Output;

public class TablesTests
{
    private const string Long = "This face matches Alicia Silverstone (0.88). Add it to her, or force it if they are two people.";

    [Fact]
    public void On_a_narrow_terminal_the_widest_columns_fold_and_no_word_is_lost()
    {
        var lines = Lines(80, ["person", "verdict", ""], ["Alan_Dershowitz", "refused", Long]);

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.StartsWith("  Alan_Dershowitz   refused   This face matches", lines[3], StringComparison.Ordinal);
        Assert.Equal(Long, string.Join(' ', lines[3..].Select(line => line[Math.Min(line.Length, 28)..].Trim())).Trim());
    }

    [Fact]
    public void What_has_room_is_not_folded()
    {
        string[] row = [new('a', 20), new('b', 50)];

        Assert.Contains(string.Join("   ", row), Lines(77, ["one", "two"], row)[3], StringComparison.Ordinal);
        Assert.DoesNotContain(row[1], string.Concat(Lines(76, ["one", "two"], row)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_many_columns_is_left_to_the_terminal_to_fold()
    {
        string[] row = [.. Enumerable.Range(100_000_000, 12).Select(number => $"{number}")];

        Assert.Contains(string.Join("   ", row), Lines(80, row, row)[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_rows_is_its_headings() => Assert.Contains("one   two", Lines(80, ["one", "two"])[1], StringComparison.Ordinal);

    private static string[] Lines(int width, string[] columns, params string[][] rows)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = width;
        var table = Tables.Plain(columns);
        foreach (var row in rows)
            table.AddRow(Tables.Cells([.. row]));
        console.WriteTable(table);
        return text.ToString().Split('\n');
    }
}
