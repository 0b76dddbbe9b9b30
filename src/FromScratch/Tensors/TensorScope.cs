using System.Numerics;
using System.Runtime.InteropServices;
using FromScratch.Autograd;

namespace FromScratch.Tensors;

/// <summary>From its beginning to its end, tensors made on this thread are lent from a pool; at its end all go back, so that a training step allocates nothing once the pool is warm.</summary>
/// <remarks>
/// <para>As with a dispose scope of TorchSharp, a tensor made inside is not to be used afterwards, unless <see cref="Keep"/> let it out. Parameters, their gradients and optimizer states live outside.</para>
/// <para>During <see cref="Tensor{T}.Backward"/> a gradient goes back as soon as the last node that needs it has run: the next gradient then lies in memory that is still in the cache.</para>
/// </remarks>
public sealed class TensorScope<T> : IDisposable where T : unmanaged, IFloatingPointIeee754<T>
{
    [ThreadStatic] private static TensorScope<T>? t_current;
    [ThreadStatic] private static Pool? t_pool;

    private readonly List<Storage<T>> _storages = [];
    private readonly List<Tensor<T>> _tensors = [];
    private readonly List<Node<T>> _nodes = [];
    private readonly List<Storage<T>> _recent = [];
    private readonly Pool _pool;
    private TensorScope<T>? _outer;
    private int _sweeps;
    private bool _open;

    private TensorScope(Pool pool) => _pool = pool;

    /// <summary>The innermost open scope of this thread, if there is one.</summary>
    internal static TensorScope<T>? Current => t_current;

    /// <summary>Opens a scope on this thread; <c>using var step = TensorScope&lt;float&gt;.Begin();</c> closes it.</summary>
    public static TensorScope<T> Begin()
    {
        Pool pool = t_pool ??= new Pool();
        if (!pool.Scopes.TryPop(out TensorScope<T>? scope)) scope = new TensorScope<T>(pool);
        scope._outer = t_current;
        scope._open = true;
        t_current = scope;
        return scope;
    }

    /// <summary>Gives the memory that waits in this thread's pool back to the runtime.</summary>
    public static void Trim() => t_pool = t_current is null ? null : t_pool;

    /// <summary>Lets a tensor live on after the scope: it and its memory leave the pool.</summary>
    public Tensor<T> Keep(Tensor<T> tensor)
    {
        _tensors.Remove(tensor);
        if (_storages.Remove(tensor.Storage)) tensor.Storage.Listed = false;
        if (tensor.Node is { } node)
        {
            _nodes.Remove(node);
            tensor.Node = null;   // its graph ends with the scope
        }

        return tensor;
    }

    /// <summary>Takes back everything made since the scope began.</summary>
    public void Dispose()
    {
        if (!_open) return;
        _open = false;
        t_current = _outer;
        foreach (Storage<T> storage in CollectionsMarshal.AsSpan(_storages)) Return(storage);
        foreach (Tensor<T> tensor in CollectionsMarshal.AsSpan(_tensors)) _pool.Tensors.Push(tensor.Cleared());
        foreach (Node<T> node in CollectionsMarshal.AsSpan(_nodes)) _pool.Nodes.Push(node.Cleared());
        _storages.Clear();
        _tensors.Clear();
        _nodes.Clear();
        _recent.Clear();
        _outer = null;
        _pool.Scopes.Push(this);
    }

    internal Storage<T> TakeStorage(int length)
    {
        Storage<T> storage = _pool.OfLength(length).TryPop(out Storage<T>? waiting) ? waiting : new Storage<T>(length);
        (storage.Taken, storage.Holds, storage.Transient) = (true, 0, _sweeps > 0 && !GradMode.IsEnabled);
        if (!storage.Listed) _storages.Add(storage);
        storage.Listed = true;
        _recent.Add(storage);
        return storage;
    }

    internal Tensor<T> TakeTensor()
    {
        Tensor<T> tensor = _pool.Tensors.TryPop(out Tensor<T>? waiting) ? waiting : new Tensor<T>();
        _tensors.Add(tensor);
        return tensor;
    }

    internal Node<T> TakeNode()
    {
        Node<T> node = _pool.Nodes.TryPop(out Node<T>? waiting) ? waiting : new Node<T>();
        _nodes.Add(node);
        return node;
    }

    internal void BeginSweep() => _sweeps++;

    internal void EndSweep() => _sweeps--;

    /// <summary>A place in the list of what was lent: what came later can be given back with <see cref="ReleaseSince"/>.</summary>
    internal int Mark() => _recent.Count;

    /// <summary>Gives back what was lent since the mark and holds no gradient.</summary>
    internal void ReleaseSince(int mark)
    {
        for (int i = mark; i < _recent.Count; i++)
            if (_recent[i].Holds == 0) Release(_recent[i]);
        CollectionsMarshal.SetCount(_recent, mark);
    }

    /// <summary>Gives the memory of a gradient back that has been passed on. What was computed forward stays: a backward may pass it as a gradient.</summary>
    internal void ReleaseGradient(Storage<T> storage)
    {
        if (storage.Transient) Release(storage);
    }

    private void Release(Storage<T> storage)
    {
        if (!storage.Listed || !storage.Taken) return;
        storage.Taken = false;
        _pool.OfLength(storage.Length).Push(storage);
    }

    private void Return(Storage<T> storage)
    {
        storage.Listed = false;
        if (!storage.Taken) return;   // it waits in the pool already
        storage.Taken = false;
        _pool.OfLength(storage.Length).Push(storage);
    }

    private sealed class Pool
    {
        private readonly Dictionary<int, Stack<Storage<T>>> _byLength = [];

        public Stack<Tensor<T>> Tensors { get; } = new();

        public Stack<Node<T>> Nodes { get; } = new();

        public Stack<TensorScope<T>> Scopes { get; } = new();

        public Stack<Storage<T>> OfLength(int length)
        {
            if (!_byLength.TryGetValue(length, out Stack<Storage<T>>? stack)) _byLength[length] = stack = new();
            return stack;
        }
    }
}
