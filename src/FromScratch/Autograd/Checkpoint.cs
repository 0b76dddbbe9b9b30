using System.Numerics;
using FromScratch.Tensors;

namespace FromScratch.Autograd;

/// <summary>Trades time for memory: a part of a network is computed without keeping what its backward needs, and computed again when the gradient comes.</summary>
/// <remarks>Source: Chen et al., "Training Deep Nets with Sublinear Memory Cost" (2016).</remarks>
public static class Checkpoint
{
    /// <summary>f(x), of which only x and the result are kept.</summary>
    /// <param name="f">A function of x and of parameters; it must compute the same when it is called again.</param>
    /// <param name="x">Its input.</param>
    /// <param name="parameters">Parameters that f reads and that may want gradients although x wants none.</param>
    public static Tensor<T> Run<T>(Func<Tensor<T>, Tensor<T>> f, Tensor<T> x, params Tensor<T>[] parameters) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Tensor<T> y;
        using (GradMode.NoGrad()) y = f(x).Detach();
        return Tensor<T>.Apply("checkpoint", y, [x, .. parameters], gradient =>
        {
            Tensor<T> again = x.Detach();
            again.RequiresGrad = x.RequiresGrad;
            using (GradMode.EnableGrad()) f(again).Backward(gradient);   // the parameters receive theirs here
            return [again.Grad, .. new Tensor<T>?[parameters.Length]];
        });
    }
}
