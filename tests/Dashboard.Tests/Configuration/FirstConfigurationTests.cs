using FaceStream.Dashboard.Configuration;
using FaceStream.Tests;

namespace FaceStream.Dashboard.Tests.Configuration;

public class FirstConfigurationTests
{
    [Fact]
    public void Nobody_else_on_the_machine_may_read_the_file_that_will_hold_passwords()
    {
        using var folder = new TemporaryFolder();

        var file = FirstConfiguration.Write(new Home(folder.Path));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Empty(ConfigurationFile.Load(file, new Dictionary<string, string>()).Cameras);
    }
}
