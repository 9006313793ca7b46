using FaceStream.Dashboard.Commands;
using FaceStream.Dashboard.Enrolment;
using Spectre.Console;

namespace FaceStream.Dashboard.Tests.Commands;

public class EnrolmentTableTests
{
    private static readonly JudgedPicture Good = new("good.jpg", "accepted", "accepted", "Enrolled.", 0.9, null, null, 1, SetAside: false);

    [Fact]
    public void Of_hundreds_of_pictures_the_screen_shows_those_that_need_a_look_and_counts_the_others()
    {
        var report = People(Good, 300, [Blurred("a.jpg"), Blurred("b.jpg"), JudgedPicture.Refused("c.jpg", "no_face", "No face."), JudgedPicture.Skipped("d.jpg"), Good with { File = "e.jpg", Forced = "blurred" }]);

        var words = Written(report, screen: true);

        Assert.Equal(["a.jpg", "b.jpg", "c.jpg", "e.jpg"], Files(words));
        Assert.Contains("\n301 pictures that are well are not listed; --json, or a pipe to less, has them all.\n", words, StringComparison.Ordinal);
        Assert.EndsWith("\nRefused: 2 blurred, 1 no_face.\n", words, StringComparison.Ordinal);
        Assert.Equal(305, Files(Written(report, screen: false)).Length);
    }

    [Fact]
    public void What_the_screen_holds_is_shown_whole_and_where_all_is_well_there_is_no_table()
    {
        Assert.Equal(["good.jpg", "a.jpg"], Files(Written(People(Good, 1, [Blurred("a.jpg")]), screen: true)));
        Assert.StartsWith("300 pictures that are well", Written(People(Good, 300, []), screen: true), StringComparison.Ordinal);
        Assert.Contains("The folder has no pictures.", Written([.. People(Good, 300, []), new EnrolledPerson("Nobody")], screen: true), StringComparison.Ordinal);
    }

    private static JudgedPicture Blurred(string file) => JudgedPicture.Refused(file, "blurred", "Out of focus.");

    private static EnrolledPerson[] People(JudgedPicture many, int times, JudgedPicture[] others)
    {
        var person = new EnrolledPerson("Alice");
        foreach (var picture in Enumerable.Repeat(many, times).Concat(others))
            person.Add(picture);
        return [person];
    }

    private static string[] Files(string words) => [.. words.Split('\n').Where(line => line.StartsWith("  Alice ", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])];

    private static string Written(EnrolledPerson[] report, bool screen)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = 200;
        EnrolmentTable.Write(console, report, interrupted: false, screen);
        return text.ToString();
    }
}
