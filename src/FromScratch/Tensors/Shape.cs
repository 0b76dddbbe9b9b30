using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace FromScratch.Tensors;

/// <summary>One whole number per axis, outermost axis first: a tensor's sizes, or its strides. Written as a list: <c>[batch, time, dim]</c>.</summary>
/// <remarks>The numbers lie inside the value itself, so that making a tensor allocates no array for them.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Of))]
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    /// <summary>The most axes a tensor can have.</summary>
    public const int MaxRank = 8;

    private readonly Axes _axes;

    private Shape(ReadOnlySpan<int> axes)
    {
        Rank = axes.Length;
        axes.CopyTo(_axes);
    }

    /// <summary>A shape of the given numbers, outermost axis first.</summary>
    /// <exception cref="ArgumentException">There are more than <see cref="MaxRank"/> axes.</exception>
    public static Shape Of(params ReadOnlySpan<int> axes) => axes.Length > MaxRank
        ? throw new ArgumentException($"Shape: {axes.Length} axes were given; a tensor has at most {MaxRank}.", nameof(axes))
        : new Shape(axes);

    /// <summary>How many axes there are; 0 for a single number.</summary>
    public int Rank { get; }

    /// <summary>How many axes there are: lets <c>shape[^1]</c> count from the innermost.</summary>
    public int Count => Rank;

    /// <summary>How many elements a tensor of this shape has: the product of the sizes; 1 for a single number.</summary>
    public int NumElements
    {
        get
        {
            long product = 1;
            foreach (int size in AsSpan()) product *= size;
            return checked((int)product);
        }
    }

    /// <summary>The number of one axis, counted from 0 at the outermost.</summary>
    public int this[int axis] => (uint)axis < (uint)Rank
        ? _axes[axis]
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Shape: axis {axis} of {this}, which has {Rank} axes.");

    /// <summary>The numbers as a span, without a copy.</summary>
    [UnscopedRef]
    public ReadOnlySpan<int> AsSpan() => ((ReadOnlySpan<int>)_axes)[..Rank];

    /// <summary>A copy of the numbers.</summary>
    public int[] ToArray() => AsSpan().ToArray();

    /// <summary>An array as a shape.</summary>
    public static implicit operator Shape(int[] axes) => new(axes);

    /// <summary>An axis counted from the end (−1 is the innermost) as one counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int Axis(int axis) => axis >= -Rank && axis < Rank
        ? axis < 0 ? axis + Rank : axis
        : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"Axis {axis} of a tensor of shape {this}: its axes are {-Rank} to {Rank - 1}.");

    /// <summary>This shape with the number of one axis replaced.</summary>
    public Shape With(int axis, int size)
    {
        Span<int> axes = stackalloc int[Rank];
        AsSpan().CopyTo(axes);
        axes[axis] = size;
        return new(axes);
    }

    /// <summary>This shape with an axis put in at a place from 0 to <see cref="Rank"/>.</summary>
    public Shape Insert(int axis, int size)
    {
        Span<int> axes = stackalloc int[Rank + 1];
        AsSpan()[..axis].CopyTo(axes);
        axes[axis] = size;
        AsSpan()[axis..].CopyTo(axes[(axis + 1)..]);
        return Of(axes);
    }

    /// <summary>This shape without one axis.</summary>
    public Shape Remove(int axis)
    {
        Span<int> axes = stackalloc int[Rank - 1];
        AsSpan()[..axis].CopyTo(axes);
        AsSpan()[(axis + 1)..].CopyTo(axes[axis..]);
        return new(axes);
    }

    /// <summary>The strides of a tensor of this shape whose elements lie in order, the innermost axis next to each other.</summary>
    public Shape ContiguousStrides()
    {
        Span<int> strides = stackalloc int[Rank];
        int step = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = step;
            step *= Math.Max(1, _axes[axis]);
        }

        return new(strides);
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int size in AsSpan()) hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>Whether both have the same axes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether the axes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The shape as it is written: [2, 3].</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{string.Join(", ", ToArray())}]");

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    [InlineArray(MaxRank)]
    private struct Axes
    {
        private int _first;
    }
}
