namespace FaceStream.StreamIngest.Sources;

/// <summary>Why a picture's time is not the one that its stream gave it.</summary>
public enum TimeRepair
{
    /// <summary>It is.</summary>
    None,

    /// <summary>The stream gave none.</summary>
    Missing,

    /// <summary>It was not later than that of the picture before.</summary>
    Backwards,

    /// <summary>It was seconds later than the picture came.</summary>
    Leap,

    /// <summary>The camera's clock runs at another rate than time does.</summary>
    Rate,
}

/// <summary>The words for <see cref="TimeRepair"/> in metrics.</summary>
public static class TimeRepairs
{
    extension(TimeRepair repair)
    {
        /// <summary>The label value, such as <c>leap</c>.</summary>
        public string Label => repair switch
        {
            TimeRepair.Missing => "missing",
            TimeRepair.Backwards => "backwards",
            TimeRepair.Leap => "leap",
            TimeRepair.Rate => "rate",
            _ => "none",
        };
    }
}
