using FaceStream.Recognizer.Models;
using FaceStream.Tests;

namespace FaceStream.Recognizer.Tests.Models;

/// <summary>ONNX Runtime shares a run out among cores too, and may not change a result by it: a recording says the same on every machine.</summary>
public sealed class ThreadsTests
{
    [Theory]
    [InlineData("mobilefacenet-192"), InlineData("mtcnn-onet"), InlineData("mtcnn-rnet"), InlineData("mtcnn-pnet")]
    public void A_network_says_the_same_to_the_last_bit_with_any_number_of_threads(string id)
    {
        var results = Array.ConvertAll((int[])[1, 2, 3, 8], threads =>
        {
            using var model = Model.Load(TestModels.Store.Get(id), new InferenceOptions { Provider = ExecutionProvider.Cpu, Threads = threads });
            var side = id == "mtcnn-pnet" ? 200 : model.Manifest.Input.Width;
            List<float> found = [];
            foreach (var pictures in (int[])[1, 2, 5, 8])
            {
                var random = new Random(3);
                foreach (ref var value in model.Prepare(pictures, 3, side, side).Span)
                    value = random.NextSingle() * 2 - 1;
                model.Run();
                found.AddRange(model.Output(0));
            }

            return found;
        });

        Assert.All(results, found => Assert.Equal(results[0], found));
    }
}
