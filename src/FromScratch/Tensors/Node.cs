using System.Numerics;

namespace FromScratch.Tensors;

/// <summary>What an operation does backward: it reads the gradient of its result and passes the parents theirs by <see cref="Node{T}.Pass"/>.</summary>
internal delegate void BackwardFunction<T>(Node<T> node, Tensor<T> gradient) where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>How a tensor came to be: the operation, the tensors it came from, and what its backward needs to know.</summary>
/// <remarks>The backward functions are static and what they need lies here: a closure per operation would allocate at every step.</remarks>
internal sealed class Node<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private Tensor<T>? _first, _second, _third;
    private Tensor<T>[]? _list;

    public string Op { get; private set; } = "";

    public int ParentCount { get; private set; }

    public BackwardFunction<T>? Backward { get; private set; }

    public Tensor<T> Output { get; private set; } = null!;

    /// <summary>The gradient gathered so far in this sweep.</summary>
    public Tensor<T>? Gradient { get; private set; }

    /// <summary>Whether <see cref="Gradient"/> is memory of our own, which may be added to.</summary>
    private bool _ownsGradient;

    // What an operation keeps for its backward.
    public Tensor<T>? SavedA { get; set; }
    public Tensor<T>? SavedB { get; set; }
    public Tensor<T>? SavedC { get; set; }
    public T Number { get; set; }
    public int Axis { get; set; }
    public int Start { get; set; }
    public Shape Dims { get; set; }
    public IndexTensor? Indices { get; set; }
    public object? State { get; set; }

    // Where the walk through the graph stands.
    public long Sweep { get; set; }
    public int NextParent { get; set; }

    public Tensor<T> this[int parent] => _list is not null ? _list[parent] : parent switch { 0 => _first!, 1 => _second!, _ => _third! };

    public Node<T> Set(string op, Tensor<T> output, BackwardFunction<T> backward, Tensor<T>? first, Tensor<T>? second, Tensor<T>? third)
    {
        (Op, Output, Backward) = (op, output, backward);
        (_first, _second, _third) = (first, second, third);
        ParentCount = third is not null ? 3 : second is not null ? 2 : first is not null ? 1 : 0;
        return this;
    }

    public Node<T> Set(string op, Tensor<T> output, BackwardFunction<T> backward, Tensor<T>[] parents)
    {
        (Op, Output, Backward, _list, ParentCount) = (op, output, backward, parents, parents.Length);
        return this;
    }

    /// <summary>Whether a parent wants a gradient: if not, the backward need not compute it.</summary>
    public bool Needs(int parent) => this[parent].RequiresGrad;

    /// <summary>Hands a parent its share of the gradient; shares from several places add up.</summary>
    public void Pass(int parent, Tensor<T> gradient) => this[parent].Receive(gradient);

    /// <summary>Where a parent's gradient is to be written before it is passed: straight into the memory of a leaf's gradient when that is empty, so that it need not be copied there; else new memory.</summary>
    public Tensor<T> Destination(int parent) => this[parent].EmptyGrad() ?? Tensor<T>.Uninitialized(this[parent].Shape);

    public void Add(Tensor<T> gradient)
    {
        if (Gradient is null)
        {
            Gradient = gradient;
            Gradient.Storage.Holds++;
            return;
        }

        if (_ownsGradient)
        {
            Elementwise.AddInPlace(Gradient, gradient);
            return;
        }

        Tensor<T> before = Gradient;
        Gradient = before + gradient;   // a new tensor: the one that was here may be another node's too
        Gradient.Storage.Holds++;
        _ownsGradient = true;
        Release(before);
    }

    /// <summary>Takes the gathered gradient out, for the next sweep to find the node empty.</summary>
    public Tensor<T>? TakeGradient()
    {
        Tensor<T>? gradient = Gradient;
        (Gradient, _ownsGradient) = (null, false);
        return gradient;
    }

    public static void Release(Tensor<T> gradient)
    {
        if (--gradient.Storage.Holds == 0) TensorScope<T>.Current?.ReleaseGradient(gradient.Storage);
    }

    public Node<T> Cleared()
    {
        _first = _second = _third = null;
        _list = null;
        Output = null!;
        SavedA = SavedB = SavedC = Gradient = null;
        Indices = null;
        State = null;
        Backward = null;
        _ownsGradient = false;
        return this;
    }
}
