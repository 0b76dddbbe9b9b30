namespace FromScratch.Tensors;

/// <summary>Visits every index of a shape in order and gives the offset it has under the strides: the innermost index turns fastest, like an odometer.</summary>
internal ref struct Walk
{
    private readonly Shape _shape;
    private readonly Shape _strides;
    private Index _index;
    private int _left;

    public Walk(Shape shape, Shape strides)
    {
        (_shape, _strides) = (shape, strides);
        _left = shape.NumElements;
        Current = -1;
    }

    public int Current { get; private set; }

    public readonly Walk GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_left-- <= 0) return false;
        if (Current < 0)
        {
            Current = 0;
            return true;
        }

        for (int axis = _shape.Rank - 1; axis >= 0; axis--)
        {
            Current += _strides[axis];
            if (++_index[axis] < _shape[axis]) return true;
            Current -= _index[axis] * _strides[axis];
            _index[axis] = 0;
        }

        return true;
    }

    [System.Runtime.CompilerServices.InlineArray(Shape.MaxRank)]
    private struct Index
    {
        private int _first;
    }
}
