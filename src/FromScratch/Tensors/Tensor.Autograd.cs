using FromScratch.Autograd;

namespace FromScratch.Tensors;

/// <content>The graph: who wants a gradient, and how it is sent back.</content>
public sealed partial class Tensor<T>
{
    private bool _requiresGrad;
    private Tensor<T>? _grad;
    private bool _gradIsCurrent;   // false after ZeroGrad: the memory stays for the next gradient
    private List<Func<Tensor<T>, Tensor<T>?>>? _hooks;
    private bool _retainsGrad;

    /// <summary>How this tensor was computed; null for a leaf.</summary>
    internal Node<T>? Node { get; set; }

    /// <summary>Whether this tensor is a parameter, data, or cut off: not the result of a recorded operation.</summary>
    public bool IsLeaf => Node is null;

    /// <summary>The name of the operation that made this tensor; empty for a leaf.</summary>
    public string Op => Node?.Op ?? "";

    /// <summary>The tensors this one was computed from; none for a leaf.</summary>
    public IReadOnlyList<Tensor<T>> Parents => Node is null ? [] : [.. Enumerable.Range(0, Node.ParentCount).Select(i => Node[i])];

    /// <summary>Whether gradients are to reach this tensor.</summary>
    /// <exception cref="InvalidOperationException">Set to false on a result: use <see cref="Detach"/>.</exception>
    public bool RequiresGrad
    {
        get => _requiresGrad;
        set => _requiresGrad = value || IsLeaf ? value : throw new InvalidOperationException($"RequiresGrad: this tensor is the result of '{Op}'. Only a leaf can be switched off; Detach() gives one with the same numbers.");
    }

    /// <summary>Sets <see cref="RequiresGrad"/>, and gives the tensor itself.</summary>
    public Tensor<T> WithGrad()
    {
        RequiresGrad = true;
        return this;
    }

    /// <summary>The gradient gathered in this leaf since the last <see cref="ZeroGrad"/>; null when there is none.</summary>
    public Tensor<T>? Grad
    {
        get => _gradIsCurrent ? _grad : null;
        set => (_grad, _gradIsCurrent) = (value, value is not null);
    }

    /// <summary>Forgets the gradient; its memory is used again by the next.</summary>
    public void ZeroGrad() => _gradIsCurrent = false;

    /// <summary>The same numbers, cut off from the graph: no copy.</summary>
    public Tensor<T> Detach() => Alias(Shape, Strides, Offset);

    /// <summary>Keeps the gradient of a tensor that is not a leaf, too, in <see cref="Grad"/>.</summary>
    public void RetainGrad() => _retainsGrad = true;

    /// <summary>Has a function called with this tensor's whole gradient before it is passed on; what it returns, if anything, takes the gradient's place.</summary>
    public void RegisterHook(Func<Tensor<T>, Tensor<T>?> hook) => (_hooks ??= []).Add(hook);

    /// <summary>Sends the gradient of this tensor back to all leaves that want one, where it is added to <see cref="Grad"/>.</summary>
    /// <param name="gradient">The gradient of what is minimised with respect to this tensor; 1 when left out.</param>
    /// <exception cref="InvalidOperationException">Nothing here wants a gradient, or a gradient is missing for a tensor of several numbers.</exception>
    public void Backward(Tensor<T>? gradient = null) => Tape.Backward(this, gradient);

    /// <summary>An operation of one's own: its value, and what it does with the gradient of its result.</summary>
    /// <param name="op">Its name.</param>
    /// <param name="value">The result's numbers; a new tensor.</param>
    /// <param name="parents">What it was computed from.</param>
    /// <param name="backward">From the gradient of the result, the gradient of each parent, in the parents' shapes; null for one that gets none.</param>
    public static Tensor<T> Apply(string op, Tensor<T> value, Tensor<T>[] parents, Func<Tensor<T>, Tensor<T>?[]> backward)
    {
        Tensor<T> result = value.Node is null && !value.RequiresGrad ? value : value.Detach();
        if (result.Record(op, parents, Custom) is { } node) node.State = backward;
        return result;
    }

    private static void Custom(Node<T> node, Tensor<T> gradient)
    {
        Tensor<T>?[] gradients = ((Func<Tensor<T>, Tensor<T>?[]>)node.State!)(gradient);
        if (gradients.Length != node.ParentCount) throw new InvalidOperationException($"Apply '{node.Op}': the backward returned {gradients.Length} gradients for {node.ParentCount} parents.");
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is not { } one) continue;
            if (one.Shape != node[i].Shape) throw new InvalidOperationException($"Apply '{node.Op}': the gradient of parent {i} has shape {one.Shape}, the parent {node[i].Shape}. A gradient has the shape of its tensor.");
            node.Pass(i, one);
        }
    }

    /// <summary>Notes how this tensor was computed, when gradients are recorded and a parent wants one; null otherwise.</summary>
    internal Node<T>? Record(string op, BackwardFunction<T> backward, Tensor<T> first, Tensor<T>? second = null, Tensor<T>? third = null)
    {
        if (!GradMode.IsEnabled || !(first._requiresGrad || second is { _requiresGrad: true } || third is { _requiresGrad: true })) return null;
        return Node = NewNode().Set(op, this, backward, first, second, third);
    }

    internal Node<T>? Record(string op, Tensor<T>[] parents, BackwardFunction<T> backward)
    {
        if (!GradMode.IsEnabled || !System.Array.Exists(parents, parent => parent._requiresGrad)) return null;
        return Node = NewNode().Set(op, this, backward, parents);
    }

    private Node<T> NewNode()
    {
        _requiresGrad = true;
        return TensorScope<T>.Current?.TakeNode() ?? new Node<T>();
    }

    /// <summary>Takes a share of the gradient: a leaf adds it to <see cref="Grad"/>, a result to what its node has gathered.</summary>
    internal void Receive(Tensor<T> gradient)
    {
        if (!_requiresGrad) return;
        if (Node is not null) Node.Add(gradient);
        else if (ReferenceEquals(gradient, _grad) && !_gradIsCurrent) _gradIsCurrent = true;   // it was written into this leaf's own memory
        else AddToGrad(WithHooks(gradient));
    }

    /// <summary>The gradient after this tensor's hooks have seen it.</summary>
    internal Tensor<T> WithHooks(Tensor<T> gradient)
    {
        if (_hooks is null) return gradient;
        foreach (Func<Tensor<T>, Tensor<T>?> hook in _hooks) gradient = hook(gradient) ?? gradient;
        return gradient;
    }

    internal bool RetainsGrad => _retainsGrad;

    internal void AddToGrad(Tensor<T> gradient)
    {
        Tensor<T> grad = GradBuffer(out bool empty);
        if (empty) Elementwise.CopyInto(gradient, grad);
        else Elementwise.AddInPlace(grad, gradient);
    }

    /// <summary>Whether a backward may write this leaf's gradient straight into its memory.</summary>
    internal bool TakesGradDirectly => _requiresGrad && Node is null && _hooks is null;

    /// <summary>The memory of this leaf's gradient when it holds none and may be written directly; it counts once it is passed.</summary>
    internal Tensor<T>? EmptyGrad()
    {
        if (!TakesGradDirectly || _gradIsCurrent) return null;
        if (_grad is null || _grad.Shape != Shape) _grad = Lasting(Shape);
        return _grad;
    }

    /// <summary>The memory of this leaf's gradient, to be overwritten when it is empty and added to when it is not.</summary>
    internal Tensor<T> GradBuffer(out bool empty)
    {
        empty = !_gradIsCurrent;
        if (_grad is null || _grad.Shape != Shape) _grad = Lasting(Shape);
        _gradIsCurrent = true;
        return _grad;
    }

    private void ClearAutograd()
    {
        _requiresGrad = _gradIsCurrent = _retainsGrad = false;
        _grad = null;
        _hooks = null;
    }
}
