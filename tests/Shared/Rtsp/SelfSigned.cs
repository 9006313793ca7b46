using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FaceStream.Tests.Rtsp;

/// <summary>A certificate as cameras make them for themselves: nobody vouches for it.</summary>
public static class SelfSigned
{
    /// <summary>Makes one.</summary>
    public static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=camera", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
