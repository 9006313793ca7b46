using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Commands;

public sealed class EnrollCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Each_picture_gets_a_verdict_and_some_refused_is_partly_done()
    {
        var text = _folder.Write("notes.jpg", "not a picture");

        var answer = await Run("enroll", "Franck", Footage.Franck(2045), text, Footage.Group, "--json");

        Assert.Equal(3, answer.Code);
        var (json, pictures) = (answer.Json, answer.Json.GetProperty("people")[0].GetProperty("pictures"));
        Assert.Equal((1, 2), (json.GetProperty("accepted").GetInt32(), json.GetProperty("refused").GetInt32()));
        Assert.Equal(["accepted", "unreadable", "several_faces"], pictures.EnumerateArray().Select(picture => picture.GetProperty("reason").GetString()));
        Assert.Contains("notes.jpg", pictures[1].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.InRange(pictures[2].GetProperty("faces").GetInt32(), 2, 20);
    }

    [Fact]
    public async Task A_person_who_was_enrolled_is_found_in_another_picture_and_others_are_not()
    {
        Assert.Equal(0, (await Run("enroll", "Franck", Footage.Franck(2045))).Code);

        var franck = (await Run("identify", Footage.Franck(3909), "--json")).Json.GetProperty("faces")[0].GetProperty("matches")[0];
        var audrey = (await Run("identify", Footage.Audrey, "--json")).Json.GetProperty("faces")[0].GetProperty("matches")[0];

        Assert.Equal(("Franck", true), (franck.GetProperty("person").GetString(), franck.GetProperty("likely").GetBoolean()));
        Assert.False(audrey.GetProperty("likely").GetBoolean());
    }

    [Fact]
    public async Task The_picture_of_one_enrolled_as_another_is_refused_unless_forced()
    {
        await Run("enroll", "Franck", Footage.Franck(2045));

        var refused = await Run("enroll", "Bob", Footage.Franck(3909));
        var forced = await Run("enroll", "Bob", Footage.Franck(3909), "--force");

        Assert.Equal((5, 0), (refused.Code, forced.Code));
        Assert.Contains("matches Franck", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_for_each_person_is_enrolled_at_once()
    {
        foreach (var (name, picture) in new[] { ("Franck", Footage.Franck(2045)), ("Audrey", Footage.Audrey) })
        {
            Directory.CreateDirectory(_folder["staff", name]);
            File.Copy(picture, _folder["staff", name, "one.jpg"]);
        }

        Assert.Equal(0, (await Run("enroll", "--from", _folder["staff"])).Code);
        Assert.Equal(["Audrey", "Franck"], (await Run("people", "list", "--json")).Json.EnumerateArray().Select(person => person.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task What_is_not_there_or_no_name_is_told_before_anything_is_done()
    {
        var missing = await Run("enroll", "Franck", Footage.Franck(2045), _folder["none.jpg"]);
        var unnamed = await Run("enroll", " \u202E", Footage.Franck(2045));
        var alone = await Run("enroll", "Franck");

        Assert.Equal((4, 5, 2), (missing.Code, unnamed.Code, alone.Code));
        Assert.Contains("none.jpg", missing.Error, StringComparison.Ordinal);
        Assert.Equal("[]\n", (await Run("people", "list", "--json")).Output);
    }

    [Fact]
    public async Task Verify_tells_one_person_from_two_and_names_the_picture_without_a_face()
    {
        var empty = _folder["grey.png"];
        Ffmpeg.Run($"-f lavfi -i color=c=gray:s=320x240 -frames:v 1 {empty}");

        var same = (await Run("verify", Footage.Franck(2045), Footage.Franck(3909), "--json")).Json;
        var two = (await Run("verify", Footage.Franck(2045), Footage.Audrey, "--json")).Json;
        var none = await Run("verify", Footage.Franck(2045), empty);

        Assert.True(same.GetProperty("same").GetBoolean());
        Assert.False(two.GetProperty("same").GetBoolean());
        Assert.True(same.GetProperty("false_alarm_probability").GetDouble() < two.GetProperty("false_alarm_probability").GetDouble());
        Assert.Equal(5, none.Code);
        Assert.Contains(empty, none.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<Cli.Answer> Run(params string[] args) => Cli.Run(Footage.Home(_folder), args);
}
