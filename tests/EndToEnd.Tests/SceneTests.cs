using FaceStream.Tests;

namespace FaceStream.EndToEnd.Tests;

/// <summary>Whole scenes through the real command line, held against the truth of the recipe that made them.</summary>
public sealed class SceneTests(SceneTests.Analyses analyses) : IClassFixture<SceneTests.Analyses>
{
    [Fact]
    public void Everybody_enrolled_is_named_rightly_and_within_a_second_whenever_they_appear()
    {
        var (scene, seen) = (SampleScene.Load("walk-through"), analyses.WalkThrough);

        for (var walk = 0; walk < scene.Walks; walk++)
        {
            var inView = Enumerable.Range(0, scene.Frames).Where(frame => scene.Truth(frame).Any(face => face.Walk == walk)).ToList();
            var named = inView.Find(frame => IsNamed(scene.Truth(frame).First(face => face.Walk == walk), seen.Frames[frame]));
            Assert.True(
                named >= inView[0] && named - inView[0] <= scene.Fps,
                $"walk {walk} is in view from frame {inView[0]} and named in frame {(named == 0 ? "none" : named)}");
        }

        NobodyIsNamedWrongly(scene, seen);

        static bool IsNamed(TrueFace truth, SeenFace[] seen) =>
            seen.Any(face => truth.Is(face.X, face.Y, face.Width, face.Height) && face.Name == truth.Person);
    }

    [Fact]
    public void Nobody_changes_tracks_on_the_way_not_even_where_two_cross()
    {
        var (scene, seen) = (SampleScene.Load("walk-through"), analyses.WalkThrough);

        var tracks = Enumerable.Range(0, scene.Walks).Select(_ => new HashSet<int>()).ToArray();
        for (var frame = 0; frame < scene.Frames; frame++)
        {
            foreach (var truth in scene.Truth(frame))
            {
                foreach (var face in seen.Frames[frame].Where(face => truth.Is(face.X, face.Y, face.Width, face.Height)))
                    tracks[truth.Walk].Add(face.Track);
            }
        }

        Assert.All(tracks, ids => Assert.Single(ids));
    }

    [Fact]
    public void Faces_in_full_view_are_found_in_nearly_every_frame()
    {
        var (scene, seen) = (SampleScene.Load("walk-through"), analyses.WalkThrough);

        var (there, found) = (0, 0);
        for (var frame = 0; frame < scene.Frames; frame++)
        {
            foreach (var truth in scene.Truth(frame))
            {
                there++;
                found += seen.Frames[frame].Any(face => truth.Is(face.X, face.Y, face.Width, face.Height)) ? 1 : 0;
            }
        }

        Assert.True(found >= 0.97 * there, $"{found} of {there} faces were found");
    }

    [Fact]
    public void A_person_who_is_not_enrolled_is_never_named()
    {
        var (scene, seen) = (SampleScene.Load("visitor"), analyses.Visitor);

        NobodyIsNamedWrongly(scene, seen);
        Assert.Contains(seen.Frames, faces => faces.Any(face => face.Name == "Anders"));
        Assert.Contains(Enumerable.Range(0, scene.Frames), frame => scene.Truth(frame).Any(truth =>
            truth.Person is null && seen.Frames[frame].Any(face => truth.Is(face.X, face.Y, face.Width, face.Height))));
    }

    [Fact]
    public void A_street_without_faces_has_none()
    {
        var frames = analyses.Street.Frames;

        var withFaces = frames.Count(faces => faces.Length > 0);

        Assert.Equal(SampleScene.Load("street").Frames, frames.Count);
        Assert.True(withFaces <= frames.Count / 1000, $"{withFaces} of {frames.Count} frames are said to hold a face");
    }

    [Fact]
    public void Every_frame_is_accounted_for()
    {
        var scene = SampleScene.Load("walk-through");

        Assert.Equal(scene.Frames, analyses.WalkThrough.Frames.Count);
        Assert.Equal(scene.Frames, analyses.WalkThrough.Summary.GetProperty("frames").GetInt32());
        Assert.Equal(analyses.WalkThrough.Tracks.Count, analyses.WalkThrough.Summary.GetProperty("tracks").GetInt32());
    }

    private static void NobodyIsNamedWrongly(SampleScene scene, Analysis seen)
    {
        for (var frame = 0; frame < scene.Frames; frame++)
        {
            foreach (var truth in scene.Truth(frame))
            {
                foreach (var face in seen.Frames[frame].Where(face => truth.Is(face.X, face.Y, face.Width, face.Height)))
                    Assert.True(face.Name is null || face.Name == truth.Person, $"frame {frame}: {truth.Person ?? "the stranger"} is called {face.Name}");
            }
        }
    }

    /// <summary>Each scene is analysed once, for all tests.</summary>
    public sealed class Analyses : IAsyncLifetime
    {
        internal Analysis WalkThrough { get; private set; } = null!;

        internal Analysis Visitor { get; private set; } = null!;

        internal Analysis Street { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            WalkThrough = await Analysis.OfAsync(SampleScene.Load("walk-through").Video, "Franck", "Anders");
            Visitor = await Analysis.OfAsync(SampleScene.Load("visitor").Video, "Franck", "Anders");
            Street = await Analysis.OfAsync(SampleScene.Load("street").Video, "Franck");
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
