namespace FaceStream.Recognizer.Quality;

/// <summary>How much a look can tell, 0–1, with its parts.</summary>
/// <param name="Score">The parts together: weight in evidence, and gate.</param>
/// <param name="EyeDistance">Between the eyes, in pixels of the source picture.</param>
/// <param name="Sharpness">0 (blurred) to 1.</param>
/// <param name="Yaw">Turned left (negative) or right, in degrees, estimated from the landmarks.</param>
/// <param name="Pitch">Looking down (negative) or up, in degrees, estimated from the landmarks.</param>
/// <param name="Roll">Tilted, in degrees, clockwise as the viewer sees it.</param>
/// <param name="Exposure">0 (black or burnt out) to 1.</param>
/// <param name="Inside">The share of the box inside the picture, 0–1.</param>
public readonly record struct LookQuality(
    float Score, float EyeDistance, float Sharpness, float Yaw, float Pitch, float Roll, float Exposure, float Inside);
