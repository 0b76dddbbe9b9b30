namespace FromScratch.Nn;

/// <summary>How a window moves over an image.</summary>
/// <param name="Stride">How many pixels it moves at a time.</param>
/// <param name="Padding">How many pixels outside each edge it may cover.</param>
/// <param name="Dilation">How far apart the pixels are that it reads.</param>
/// <param name="Groups">In how many groups the channels fall that do not see each other.</param>
public readonly record struct Window(int Stride = 1, int Padding = 0, int Dilation = 1, int Groups = 1)
{
    /// <summary>At how many places a window of the given size stands along an axis: ⌊(size + 2·padding − dilation·(kernel − 1) − 1)/stride⌋ + 1.</summary>
    /// <exception cref="ArgumentException">The window is larger than the padded image.</exception>
    public int Places(int size, int kernel)
    {
        int room = size + 2 * Padding - Dilation * (kernel - 1) - 1;
        return room >= 0 ? room / Stride + 1 : throw new ArgumentException($"A window of {kernel} (dilation {Dilation}) does not fit into {size} pixels with padding {Padding}.");
    }
}
