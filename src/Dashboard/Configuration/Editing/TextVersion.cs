using System.Security.Cryptography;
using System.Text;

namespace FaceStream.Dashboard.Configuration.Editing;

/// <summary>Tells whether a text is still the one that was shown.</summary>
internal static class TextVersion
{
    /// <summary>Changes with every change of the text.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
