namespace FromScratch.Tensors;

/// <content>Softmax and its logarithm, along one axis.</content>
public sealed partial class Tensor<T>
{
    /// <summary>e^(xᵢ − m)/Σⱼ e^(xⱼ − m) along an axis, m being the largest: no exponential overflows.</summary>
    public Tensor<T> Softmax(int axis = -1)
    {
        axis = Shape.Axis(axis);
        if (axis != Rank - 1) return Transpose(axis, -1).Softmax().Transpose(axis, -1);
        Tensor<T> y = SoftmaxKernel.Softmax(Contiguous());
        y.Record("softmax", static (node, g) => node.Pass(0, SoftmaxKernel.SoftmaxGradient(g.Contiguous(), node.Output, node.Destination(0))), this);
        return y;
    }

    /// <summary>xᵢ − m − ln Σⱼ e^(xⱼ − m) along an axis: the logarithm of softmax, also where softmax is 0 in floating point.</summary>
    public Tensor<T> LogSoftmax(int axis = -1)
    {
        axis = Shape.Axis(axis);
        if (axis != Rank - 1) return Transpose(axis, -1).LogSoftmax().Transpose(axis, -1);
        Tensor<T> x = Contiguous();
        Tensor<T> y = Uninitialized(Shape);
        Elementwise.Run<T, Formulas.ForwardPair<T, Formulas.Minus<T>>>(y, x, SoftmaxKernel.LogSumExp(x, axis), x, default);
        y.Record("log_softmax", static (node, g) => node.Pass(0, g - node.Output.Exp() * Reduction.Sum(g, [-1]).Unsqueeze(-1)), this);
        return y;
    }

    /// <summary>Softmax along the last axis by its formula, from the operations above: the textbook form.</summary>
    internal static Tensor<T> TextbookSoftmax(Tensor<T> x)
    {
        Tensor<T> exps = (x - x.Max(-1, keepDim: true).Values).Exp();   // [..., n]
        return exps / exps.Sum(-1, keepDim: true);
    }
}
