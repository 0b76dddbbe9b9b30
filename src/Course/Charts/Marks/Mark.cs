using System.Text.Json.Nodes;

namespace Course.Charts;

/// <summary>One thing drawn in a figure: a line, points, columns, a map of colours. It knows all its forms.</summary>
/// <param name="Name">What it is called, beside the drawing and in words.</param>
public abstract record Mark(string Name)
{
    /// <summary>Whether it takes the next colour of the palette.</summary>
    internal virtual bool TakesColour => true;

    /// <summary>Whether the frame ends exactly where it ends.</summary>
    internal virtual bool FillsItsFrame => false;

    /// <summary>Points that the axes have to reach.</summary>
    internal abstract IEnumerable<(double X, double Y)> Corners(Figure figure);

    /// <summary>Draws it.</summary>
    internal abstract void Draw(SvgCanvas canvas, Pen pen);

    /// <summary>Draws its sample beside its name in the legend, 40 pixels from (x, y) to the right.</summary>
    internal abstract void DrawKey(SvgCanvas canvas, Pen pen, double x, double y);

    /// <summary>It as plotly's traces.</summary>
    internal abstract IEnumerable<JsonObject> Traces(Figure figure, Pen pen);

    /// <summary>What of it plotly draws as notes on the frame.</summary>
    internal virtual IEnumerable<JsonObject> Annotations(Figure figure, Pen pen) => [];

    /// <summary>What a reader sees of it, in one line.</summary>
    internal abstract string Words(Figure figure);
}
