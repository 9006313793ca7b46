using System.Runtime.InteropServices;
using FaceStream.StreamIngest.Native;

namespace FaceStream.StreamIngest.Sources;

/// <summary>Whether this machine has what a decoder in hardware needs; that it works for a video shows when it is opened.</summary>
internal static class HardwareDecoders
{
    private static readonly Lazy<string?> NoNvdec = new(() =>
        !File.Exists("/dev/nvidiactl") ? "this machine has no NVIDIA card"
        : !NativeLibrary.TryLoad("libnvcuvid.so.1", out _) ? "NVIDIA's decoding library (libnvcuvid.so.1) is not installed"
        : null);

    private static readonly Lazy<string?> NoVaapi = new(() =>
        Directory.Exists("/dev/dri") && Directory.EnumerateFiles("/dev/dri", "renderD*").Any() ? null : "this machine has no VA-API device (/dev/dri/renderD128)");

    /// <summary>What a camera's decoding is done by, and, where that is not what was asked for, why.</summary>
    public static (DecoderChoice Decoder, string? Notice) Choose(DecoderChoice asked) => asked switch
    {
        DecoderChoice.Auto => (NoNvdec.Value is null ? DecoderChoice.Nvdec : DecoderChoice.Software, null),
        DecoderChoice.Nvdec when NoNvdec.Value is { } why => (DecoderChoice.Software, Instead(asked, why)),
        DecoderChoice.Vaapi when NoVaapi.Value is { } why => (DecoderChoice.Software, Instead(asked, why)),
        _ => (asked, null),
    };

    /// <summary>NVDEC's decoders are ones of their own, by name, and give pictures in ordinary memory.</summary>
    public static VideoDecoder? Nvdec(Demuxer video) =>
        Av.FindDecoder(video.CodecName + "_cuvid") is not 0 and var codec ? VideoDecoder.Open(codec, video.Parameters) : null;

    /// <summary>The words for it.</summary>
    public static string Instead(DecoderChoice asked, string why) => $"the processor decodes instead of {asked.Label}: {why}";
}

/// <summary>The words for <see cref="DecoderChoice"/> in answers.</summary>
internal static class DecoderChoices
{
    extension(DecoderChoice choice)
    {
        /// <summary>As in the configuration.</summary>
        public string Label => choice.ToString().ToLowerInvariant();
    }
}
