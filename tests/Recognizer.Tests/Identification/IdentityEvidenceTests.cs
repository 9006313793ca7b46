using FaceStream.Gallery;
using FaceStream.Recognizer.Identification;

namespace FaceStream.Recognizer.Tests.Identification;

public sealed class IdentityEvidenceTests : IDisposable
{
    private readonly DrawnPeople _people = new(seed: 1);

    public void Dispose() => _people.Dispose();

    [Theory]
    [InlineData(1e-2, 3000), InlineData(1e-3, 6000)]
    public void Strangers_are_named_no_more_often_than_was_asked_for(double asked, int tracks)
    {
        _people.Enrol(60);
        var options = new IdentificationOptions { FalseAlarmRate = asked };

        var named = 0;
        for (var i = 0; i < tracks; i++)
        {
            var track = new Story(_people, options);
            foreach (var look in _people.Looks(_people.Somebody()).Take(12))
                track.See(look);
            named += track.Ever(IdentityState.Confirmed) ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"asked {asked}, named {named} of {tracks}: {(double)named / tracks}");
        Assert.True(named <= asked * tracks, $"{named} of {tracks} strangers were named, at most {asked * tracks} were asked for");
    }

    [Fact]
    public void People_who_are_enrolled_are_named_within_a_few_looks_and_rightly()
    {
        var people = _people.Enrol(60);
        List<int> needed = [];
        for (var i = 0; i < 600; i++)
        {
            var track = new Story(_people);
            foreach (var look in _people.Looks(people[i % 60]).Take(8))
                track.See(look);
            Assert.DoesNotContain(track.Said, said => said.State == IdentityState.Confirmed && said.Person != $"Person {i % 60}");
            needed.Add(track.Said.FindIndex(said => said.State == IdentityState.Confirmed));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"at the first look {needed.Count(n => n == 0)}, within eight {needed.Count(n => n >= 0)} of 600");
        Assert.True(needed.Count(n => n == 0) > 400);
        Assert.True(needed.Count(n => n >= 0) > 570);
    }

    [Fact]
    public void A_look_alike_stays_a_look_alike_however_often_he_is_seen()
    {
        var people = _people.Enrol(20);
        var track = new Story(_people);
        foreach (var look in _people.Looks(_people.Double(people[3], 0.45)).Take(200))
            track.See(look);

        Assert.False(track.Ever(IdentityState.Confirmed));
    }

    [Fact]
    public void Looks_that_repeat_each_other_count_little()
    {
        _people.Enrol(5);
        var (person, track) = (_people.Somebody(), new Story(_people));
        var same = _people.Looks(person).First();
        for (var i = 0; i < 10; i++)
            track.See(same);

        Assert.Equal(1, track.Evidence.Statistics.Count, 3);
        track.See(_people.Looks(person).First());
        Assert.InRange(track.Evidence.Statistics.Count, 1.5, 2.001);
    }

    [Fact]
    public void A_wrong_name_from_bad_looks_heals_when_good_ones_come()
    {
        var people = _people.Enrol(20);
        var track = new Story(_people, new() { FalseAlarmRate = 0.3 });
        // Blurred looks of person 1 that resemble person 2; what is asked for is so lax that the name is given.
        foreach (var look in _people.Looks(_people.Double(people[2], 0.9)).Take(3))
            track.See(look, quality: 0.3f);
        Assert.Equal("Person 2", track.Now.Person);
        Assert.Equal(IdentityState.Confirmed, track.Now.State);

        foreach (var look in _people.Looks(people[1]).Take(6))
            track.See(look, quality: 0.95f);

        Assert.Equal((IdentityState.Confirmed, "Person 1"), (track.Now.State, track.Now.Person));
    }

    [Fact]
    public void When_the_tracker_slips_onto_somebody_else_the_name_follows()
    {
        var people = _people.Enrol(20);
        var track = new Story(_people);
        foreach (var look in _people.Looks(people[1]).Take(12))
            track.See(look);
        Assert.Equal("Person 1", track.Now.Person);

        foreach (var look in _people.Looks(people[2]).Take(3))
            track.See(look);

        Assert.Equal((IdentityState.Confirmed, "Person 2"), (track.Now.State, track.Now.Person));
        Assert.True(track.Evidence.Looks.Count < 12);
    }

    [Fact]
    public void Twins_are_contested_and_not_named()
    {
        var one = _people.Somebody();
        _people.Enrol(10);
        _people.Enrol("Castor", one, 4);
        _people.Enrol("Pollux", _people.Double(one, 0.99), 4);

        var track = new Story(_people);
        foreach (var look in _people.Looks(one).Take(8))
            track.See(look);

        Assert.Equal(IdentityState.Contested, track.Now.State);
        Assert.Contains(track.Now.Person, (string[])["Castor", "Pollux"]);
    }

    [Theory]
    [InlineData(0.9, 300, false), InlineData(0.95, 20, true)]
    public void Siblings_are_named_for_each_other_no_more_often_than_was_asked_for(double like, int still, bool raised)
    {
        const double Asked = 1e-3;
        const int Pairs = 10, Tracks = 300;
        _people.Enrol(30);
        float[][] ones = [.. Enumerable.Range(0, Pairs).Select(_ => _people.Somebody())];
        for (var pair = 0; pair < Pairs; pair++)
        {
            _people.Enrol($"Castor {pair}", ones[pair], 1);
            _people.Enrol($"Pollux {pair}", _people.Double(ones[pair], like), 1);
        }

        var options = new IdentificationOptions { FalseAlarmRate = Asked };
        var (wrong, wrongWithout, right) = (0, 0, 0);
        for (var i = 0; i < Pairs * Tracks; i++)
        {
            Story track = new(_people, options), lax = new(_people, options, lookAlikes: false);
            foreach (var look in _people.Looks(ones[i % Pairs]).Take(4))
            {
                track.See(look);
                lax.See(look);
            }

            wrong += track.Named($"Pollux {i % Pairs}") ? 1 : 0;
            wrongWithout += lax.Named($"Pollux {i % Pairs}") ? 1 : 0;
            right += track.Named($"Castor {i % Pairs}") ? 1 : 0;
        }

        // Of the more alike, the lead of 95 % alone lets more through; the raised bar keeps what was asked for, and costs names that would have been right.
        TestContext.Current.TestOutputHelper?.WriteLine($"wrong {wrong}, without the raised bar {wrongWithout}, right {right} of {Pairs * Tracks}");
        Assert.True(wrong <= Asked * Pairs * Tracks, $"{wrong} of {Pairs * Tracks}");
        Assert.True(!raised || wrongWithout > 2 * Asked * Pairs * Tracks, $"{wrongWithout} without the raised bar");
        Assert.True(right > still, $"{right} of {Pairs * Tracks} are still named");
    }

    [Fact]
    public void Names_do_not_flicker_at_the_bar()
    {
        var people = _people.Enrol(60);
        var (flips, named) = (0, 0);
        for (var i = 0; i < 300; i++)
        {
            // Looks that are further from their person than usual: their evidence hovers about the bar.
            var track = new Story(_people);
            foreach (var look in _people.Looks(people[i % 60], share: 0.62).Take(40))
                track.See(look, quality: 0.9f);
            flips += track.Said.Zip(track.Said.Skip(1)).Count(pair => pair.First.State == IdentityState.Confirmed && pair.Second.State != IdentityState.Confirmed);
            named += track.Ever(IdentityState.Confirmed) ? 1 : 0;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{flips} names taken back in {named} tracks that got one");
        Assert.InRange(named, 60, 240);
        Assert.True(flips <= named / 50);
    }

    [Fact]
    public void Without_a_gallery_everybody_is_nobody()
    {
        var track = new Story(_people);
        track.See(_people.Looks(_people.Somebody()).First());

        Assert.Equal(new(IdentityState.Unknown, null, null, 0, 1), track.Now);
    }

    [Fact]
    public void The_posterior_of_everybody_and_nobody_is_one()
    {
        var people = _people.Enrol(6);
        var track = new Story(_people);
        foreach (var look in _people.Looks(people[0]).Take(3))
            track.See(look, quality: 0.5f);

        Assert.Equal(1, track.Evidence.Nobody + track.Evidence.Candidates.Sum(candidate => candidate.Probability), 9);
        Assert.InRange(track.Now.Confidence, 0.9, 1);
    }

    /// <summary>A track, and all that was said of it.</summary>
    private sealed class Story(DrawnPeople people, IdentificationOptions? options = null, bool lookAlikes = true)
    {
        private readonly IdentityRule _rule = new(options ?? new());
        private readonly GallerySnapshot _gallery = people.Snapshot;

        public IdentityEvidence Evidence { get; } = new(DrawnPeople.Model, options ?? new());

        public List<Identity> Said { get; } = [];

        public Identity Now => Said.Count > 0 ? Said[^1] : Identity.Nobody;

        public bool Named(string person) => Said.Any(said => said.State == IdentityState.Confirmed && said.Person == person);

        public bool Ever(IdentityState state) => Said.Any(said => said.State == state);

        public void See(Embedding look, float quality = 1)
        {
            Evidence.Add(look, DrawnPeople.Quality(quality), _gallery.Search(look.Vector.Span, IdentityEvidence.Closest), _gallery.People.Count);
            var alike = lookAlikes ? LookAlike.Of(Evidence, _gallery, DrawnPeople.Model) : null;
            Said.Add(_rule.Decide(Now, Evidence, new((options ?? new()).FalseAlarmRate, _gallery.People.Count, _gallery.TemplateCount, alike)));
        }
    }
}
