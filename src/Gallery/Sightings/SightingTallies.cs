namespace FaceStream.Gallery.Sightings;

/// <summary>Tracks that nobody was named on, of one hour. Tracks of which no look was good enough to be compared are not counted.</summary>
/// <param name="Camera">Where.</param>
/// <param name="Hour">Hours since 1970, UTC.</param>
/// <param name="Tracks">How many began in it.</param>
public sealed record StrangerCount(string Camera, long Hour, int Tracks);

/// <summary>The names that a camera gave, and what operators made of them.</summary>
/// <param name="Camera">Where.</param>
/// <param name="Since">When the first of them was given.</param>
/// <param name="Named">Tracks that ended with a name.</param>
/// <param name="Upheld">Of these, those where an operator said the same name.</param>
/// <param name="Overruled">Of these, those where an operator said another name, or that it was nobody known.</param>
public sealed record NameTally(string Camera, DateTimeOffset Since, int Named, int Upheld, int Overruled);

/// <summary>How often somebody was named.</summary>
/// <param name="Camera">Where.</param>
/// <param name="Person">Who.</param>
/// <param name="Tracks">On how many tracks.</param>
public sealed record PersonCount(string Camera, long Person, int Tracks);
