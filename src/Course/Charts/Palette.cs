using static System.FormattableString;

namespace Course.Charts;

/// <summary>How one mark is told from the others: by colour, and without colour by dashes and shapes.</summary>
internal readonly record struct Pen(int Index)
{
    // Okabe and Ito's colours that keep a contrast of 2 and more on white and on near-black.
    private static readonly string[] _colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"];
    private static readonly string[] _dashes = ["none", "8 4", "2 4", "8 4 2 4"];
    private static readonly string[] _plotlyDashes = ["solid", "dash", "dot", "dashdot"];

    public string Colour => _colours[Index % 4];

    // Shifted by one each round: the fifth series has the first one's colour and another dash.
    private int Shape => (Index + Index / 4) % 4;

    public string Dash => _dashes[Shape];

    public string PlotlyDash => _plotlyDashes[Shape];

    public int PlotlySymbol => Shape;   // plotly numbers circle, square, diamond, cross in this order

    /// <summary>The pen's shape at many places in pixels, in one element: a place costs about 12 bytes. A round cap on a line without length is a disc.</summary>
    public string Points(string places, double size = 1, double opacity = 1)
    {
        string clear = opacity < 1 ? Invariant($" opacity=\"{opacity}\"") : "";
        if (Shape == 0) return Invariant($"<path d=\"{places.Replace(";", "h0", StringComparison.Ordinal)}\" stroke=\"{Colour}\" stroke-width=\"{8 * size}\" stroke-linecap=\"round\"{clear}/>");
        double one = 4 * size, more = 5 * size;
        string outline = Shape switch
        {
            1 => Invariant($"m{-one} {-one}h{2 * one}v{2 * one}h{-2 * one}z"),
            2 => Invariant($"m0 {-more}l{more} {more}l{-more} {more}l{-more} {-more}z"),
            _ => Invariant($"m{-0.4 * one} {-more}h{0.8 * one}v{0.6 * more}h{0.6 * more}v{0.8 * one}h{-0.6 * more}v{0.6 * more}h{-0.8 * one}v{-0.6 * more}h{-0.6 * more}v{-0.8 * one}h{0.6 * more}z"),
        };
        return Invariant($"<path d=\"{places.Replace(";", outline, StringComparison.Ordinal)}\" fill=\"{Colour}\"{clear}/>");
    }

    public string Stroke => $"fill=\"none\" stroke=\"{Colour}\" stroke-width=\"2\" stroke-dasharray=\"{Dash}\"";
}

/// <summary>Colours for numbers: equal steps of the number are equal steps for the eye, also for colour-blind readers.</summary>
internal static class ColourScale
{
    // Cividis (Nuñez, Anderton and Renslow, PLoS ONE 13(7), 2018), at equal distances: lightness alone carries the order.
    private static readonly string[] _cividis = ["#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838"];

    // Blue below zero, light at zero, orange above: the ends differ for every kind of colour vision.
    private static readonly string[] _diverging = ["#0a4f82", "#4f8fc0", "#a9c8e2", "#f2f2f2", "#f3bf94", "#dd7f34", "#984000"];

    /// <summary>The colours at equal distances from the least to the greatest number.</summary>
    public static IReadOnlyList<string> Stops(bool diverging) => diverging ? _diverging : _cividis;

    /// <summary>The colour for a share between 0 and 1.</summary>
    public static (int Red, int Green, int Blue) At(double share, bool diverging)
    {
        IReadOnlyList<string> stops = Stops(diverging);
        double place = Math.Clamp(share, 0, 1) * (stops.Count - 1);
        int below = Math.Min((int)place, stops.Count - 2);
        (int r, int g, int b) = Parts(stops[below]);
        (int r2, int g2, int b2) = Parts(stops[below + 1]);
        double t = place - below;
        return ((int)Math.Round(r + t * (r2 - r)), (int)Math.Round(g + t * (g2 - g)), (int)Math.Round(b + t * (b2 - b)));
    }

    /// <summary>The colour as a hexadecimal word.</summary>
    public static string Hex((int Red, int Green, int Blue) colour) => Invariant($"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}");

    /// <summary>Black or white, whichever stands out more from the colour.</summary>
    public static string InkOn((int Red, int Green, int Blue) colour) => 0.2126 * colour.Red + 0.7152 * colour.Green + 0.0722 * colour.Blue > 118 ? "#000" : "#fff";

    private static (int, int, int) Parts(string hex)
    {
        int number = Convert.ToInt32(hex[1..], 16);
        return (number >> 16, number >> 8 & 255, number & 255);
    }
}
