using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Autograd;

/// <summary>The backward sweep: from a result to its leaves, each node after all that came from it.</summary>
/// <remarks>
/// <para>A node passes its gradient on only when every tensor computed from it has handed in its share: that is what the topological order gives.</para>
/// <para>Source: Griewank and Walther, "Evaluating Derivatives", 2nd ed., §3.2; the order by depth-first search, Tarjan, Acta Informatica 6 (1976) 171-185.</para>
/// </remarks>
internal static class Tape
{
    private static long s_sweeps;

    public static void Backward<T>(Tensor<T> root, Tensor<T>? gradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!root.RequiresGrad) throw new InvalidOperationException($"Backward: no parameter led to this tensor of shape {root.Shape}, or it was computed under NoGrad.");
        using GradMode.Restore restore = GradMode.NoGrad();
        TensorScope<T>? scope = TensorScope<T>.Current;
        scope?.BeginSweep();
        try
        {
            root.Receive(Seed(root, gradient));
            if (root.Node is not null) Sweep(root.Node);
        }
        finally
        {
            scope?.EndSweep();
        }
    }

    private static void Sweep<T>(Node<T> root) where T : unmanaged, IFloatingPointIeee754<T>
    {
        List<Node<T>> order = Lists<T>.Rent();
        AddInTopologicalOrder(root, order);
        for (int i = order.Count - 1; i >= 0; i--) Run(order[i]);
        Lists<T>.Return(order);
    }

    private static Tensor<T> Seed<T>(Tensor<T> root, Tensor<T>? gradient) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (gradient is null && root.NumElements != 1)
            throw new InvalidOperationException($"Backward: a tensor of shape {root.Shape} has {root.NumElements} numbers, each of which could be differentiated. Give the gradient, or reduce it to one number first.");
        if (gradient is not null && gradient.Shape != root.Shape)
            throw new ArgumentException($"Backward: the gradient has shape {gradient.Shape}, the tensor {root.Shape}. They must be the same.", nameof(gradient));
        return gradient ?? Tensor<T>.Full(T.One, root.Shape.AsSpan());
    }

    private static void Run<T>(Node<T> node) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (node.TakeGradient() is not { } gathered) return;
        TensorScope<T>? scope = TensorScope<T>.Current;
        int mark = scope?.Mark() ?? 0;
        Tensor<T> gradient = node.Output.WithHooks(gathered);
        if (node.Output.RetainsGrad) node.Output.AddToGrad(gradient);
        node.Backward!(node, gradient);
        Node<T>.Release(gathered);
        scope?.ReleaseSince(mark);
    }

    /// <summary>Adds each node after its parents. Iterative: a graph may be deeper than the stack.</summary>
    private static void AddInTopologicalOrder<T>(Node<T> root, List<Node<T>> order) where T : unmanaged, IFloatingPointIeee754<T>
    {
        long sweep = Interlocked.Increment(ref s_sweeps);
        List<Node<T>> path = Lists<T>.Rent();
        Enter(root, sweep, path);
        while (path.Count > 0)
        {
            Node<T> node = path[^1];
            if (node.NextParent == node.ParentCount)
            {
                order.Add(node);
                path.RemoveAt(path.Count - 1);
            }
            else if (node[node.NextParent++].Node is { } parent && parent.Sweep != sweep)
            {
                Enter(parent, sweep, path);
            }
        }

        Lists<T>.Return(path);
    }

    private static void Enter<T>(Node<T> node, long sweep, List<Node<T>> path) where T : unmanaged, IFloatingPointIeee754<T>
    {
        (node.Sweep, node.NextParent) = (sweep, 0);
        path.Add(node);
    }

    /// <summary>Lists that are used again, for sweeps inside sweeps as well.</summary>
    private static class Lists<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        [ThreadStatic] private static Stack<List<Node<T>>>? t_free;

        public static List<Node<T>> Rent() => (t_free ??= new()).TryPop(out List<Node<T>>? list) ? list : [];

        public static void Return(List<Node<T>> list)
        {
            list.Clear();
            t_free!.Push(list);
        }
    }
}
