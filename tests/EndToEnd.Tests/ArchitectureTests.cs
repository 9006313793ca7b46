using FaceStream.Gallery;
using FaceStream.Recognizer.Faces;
using FaceStream.StreamIngest;

namespace FaceStream.EndToEnd.Tests;

public class ArchitectureTests
{
    private const string Ingest = "FaceStream.StreamIngest", People = "FaceStream.Gallery", Middle = "FaceStream.Recognizer";

    [Theory]
    [InlineData(typeof(Frame), new string[0])]
    [InlineData(typeof(Person), new string[0])]
    [InlineData(typeof(Face), new[] { Ingest, People })]
    [InlineData(typeof(Program), new[] { Ingest, People, Middle })]
    public void A_project_knows_only_those_below_it(Type inside, string[] below)
    {
        var known = inside.Assembly.GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => name.StartsWith("FaceStream.", StringComparison.Ordinal));

        Assert.Equivalent(below, known, strict: true);
    }

    [Fact]
    public void Nothing_of_the_web_reaches_below_the_dashboard()
    {
        foreach (var type in (Type[])[typeof(Frame), typeof(Person), typeof(Face)])
        {
            Assert.DoesNotContain(
                type.Assembly.GetReferencedAssemblies(),
                assembly => assembly.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        }
    }
}
