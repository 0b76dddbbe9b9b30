using FromScratch.Autograd;
using FromScratch.Data;
using FromScratch.Tensors;
using Xunit;

namespace FromScratch.Tests.Tensors;

using D = Tensor<double>;

public sealed class GradientTests
{
    private static D Normal(ulong seed, params int[] shape) => D.Randn(new Rng(seed), shape);

    private static D Positive(ulong seed, params int[] shape) => D.Uniform(new Rng(seed), 0.3, 2, shape);

    private static void Right(Func<D[], D> f, params D[] inputs)
    {
        GradientReport report = GradientCheck.Check(f, inputs);
        Assert.True(report.MaxRelativeError < 1e-6, $"{report}");
    }

    public static TheoryData<string> UnaryNames => [.. Unary.Keys];

    private static Dictionary<string, Func<D, D>> Unary { get; } = new()
    {
        ["neg"] = x => -x,
        ["exp"] = x => x.Exp(),
        ["log"] = x => x.Log(),
        ["sqrt"] = x => x.Sqrt(),
        ["abs"] = x => x.Abs(),
        ["square"] = x => x.Square(),
        ["reciprocal"] = x => x.Reciprocal(),
        ["sin"] = x => x.Sin(),
        ["cos"] = x => x.Cos(),
        ["pow"] = x => x.Pow(2.5),
        ["scale"] = x => x * 3 + 1,
        ["tanh"] = x => (x - 1).Tanh(),
        ["sigmoid"] = x => (x - 1).Sigmoid(),
        ["relu"] = x => (x - 1).Relu(),
        ["leaky"] = x => (x - 1).LeakyRelu(0.1),
        ["elu"] = x => (x - 1).Elu(1.3),
        ["silu"] = x => (x - 1).Silu(),
        ["softplus"] = x => (x - 1).Softplus(),
        ["gelu"] = x => (x - 1).Gelu(),
        ["gelu tanh"] = x => (x - 1).Gelu(true),
        ["erf"] = x => (x - 1).Erf(),
        ["clamp"] = x => x.Clamp(0.6, 1.4),
        ["softmax"] = x => x.Softmax(),
        ["softmax 0"] = x => x.Softmax(0),
        ["log softmax"] = x => x.LogSoftmax(),
        ["logsumexp"] = x => x.LogSumExp(0),
        ["logsumexp kept"] = x => x.LogSumExp(-1, true),
        ["sum"] = x => x.Sum(),
        ["sum 0"] = x => x.Sum(0),
        ["sum 1 kept"] = x => x.Sum(1, true),
        ["mean"] = x => x.Mean(1),
        ["var"] = x => x.Var(1),
        ["std"] = x => x.Std(0),
        ["prod"] = x => x.Prod(),
        ["max"] = x => x.Max(),
        ["max 1"] = x => x.Max(1).Values,
        ["min 0"] = x => x.Min(0, true).Values,
        ["norm"] = x => x.Norm(),
        ["cumsum"] = x => x.CumSum(1),
        ["reshape"] = x => x.Reshape(2, -1),
        ["permute"] = x => x.Unsqueeze(0).Permute(2, 0, 1),
        ["narrow"] = x => x.Narrow(1, 1, 2),
        ["select"] = x => x.Select(0, -1),
        ["expand"] = x => x.Unsqueeze(1).Expand(4, 3, 5),
        ["sort"] = x => x.Sort(1, descending: true).Values,
        ["topk"] = x => x.TopK(2).Values,
        ["tril"] = x => x.Tril(),
        ["flatten"] = x => x.Flatten(),
        ["rows"] = x => x.Rows((int[])[2, 2, 0]),
        ["gather"] = x => x.Gather(1, new IndexTensor([4, 0, 1, 1, 2, 2], [3, 2])),
        ["index select"] = x => x.IndexSelect(1, (int[])[4, 4, 1]),
        ["clone"] = x => x.Clone() * x,
        ["masked fill"] = x => x.MaskedFill(x.Detach().Greater(D.Scalar(1)), -2),
        ["transpose then exp"] = x => x.Mt.Exp().Mt.Log(),
        ["split"] = x => x.Split(2, 1)[2] * x.Chunk(3, 1)[0].Sum(),
    };

    [Theory]
    [MemberData(nameof(UnaryNames))]
    public void A_gradient_of_one_operand_equals_central_differences(string name) => Right(x => Unary[name](x[0]), Positive(7, 4, 5));

    [Fact]
    public void Operators_sum_the_gradient_over_what_they_repeated()
    {
        Right(x => x[0] + x[1], Normal(1, 4, 1, 3), Normal(2, 2, 1));
        Right(x => x[0] - x[1], Normal(1, 4, 3), Normal(2, 3));
        Right(x => x[0] * x[1], Normal(1, 4, 3), Normal(2, 4, 1));
        Right(x => x[0] / x[1], Normal(1, 2, 3), Positive(2, 5, 1, 3));
        Right(x => x[0].Pow(x[1]), Positive(1, 4, 3), Normal(2, 3));
        Right(x => x[0].Maximum(x[1]), Normal(1, 4, 3), Normal(2, 3));
        Right(x => x[0].Minimum(x[1]), Normal(1, 4, 3), Normal(2, 1));
        Right(x => x[0] * x[0], Normal(1, 4, 3));
        Right(x => D.Where(x[0].Detach().Greater(D.Scalar(0)), x[0], x[1]), Normal(1, 4, 3), Normal(2, 3));
        Right(x => D.Cat([x[0], x[1], x[0]], 1), Normal(1, 2, 3), Normal(2, 2, 1));
        Right(x => D.Stack([x[0], x[1]], -1), Normal(1, 2, 3), Normal(2, 2, 3));
        Right(x => x[0].ScatterAdd(1, new IndexTensor([0, 2, 2, 1], [2, 2]), x[1]), Normal(1, 2, 3), Normal(2, 2, 2));
    }

    [Fact]
    public void Products_broadcast_their_batches()
    {
        Right(x => x[0].MatMul(x[1]), Normal(1, 2, 3), Normal(2, 3, 4));
        Right(x => x[0].MatMul(x[1]), Normal(1, 5, 2, 3), Normal(2, 3, 4));
        Right(x => x[0].MatMul(x[1]), Normal(1, 2, 3, 2, 3), Normal(2, 2, 3, 3, 4));
        Right(x => x[0].MatMul(x[1]), Normal(1, 1, 2, 3), Normal(2, 5, 3, 4));
        Right(x => x[0].MatMul(x[1]), Normal(1, 2, 3), Normal(2, 5, 3, 4));
        Right(x => x[0].Mt.MatMul(x[1].Mt), Normal(1, 3, 2), Normal(2, 4, 3));
        Right(x => x[0].MatMul(x[1]), Normal(1, 3), Normal(2, 3, 4));
        Right(x => x[0].MatMul(x[1]), Normal(1, 2, 3), Normal(2, 3));
        Right(x => x[0].MatMul(x[1]), Normal(1, 3), Normal(2, 3));
        Right(x => x[0].Linear(x[1], x[2]), Normal(1, 5, 2, 3), Normal(2, 4, 3), Normal(3, 4));
        Right(x => Einsum.Of("bij,bjk->bik", x[0], x[1]), Normal(1, 2, 3, 4), Normal(2, 2, 4, 5));
        Right(x => Einsum.Of("bthd,bshd->bhts", x[0], x[1]), Normal(1, 2, 3, 2, 4), Normal(2, 2, 5, 2, 4));
        Right(x => Einsum.Of("i,j->ji", x[0], x[1]), Normal(1, 3), Normal(2, 4));
        Right(x => Einsum.Of("ijk->ki", x[0]), Normal(1, 3, 2, 4));
    }

    [Fact]
    public void A_diamond_waits_for_both_its_sides()
    {
        D a = D.Scalar(2).WithGrad(), b = D.Scalar(3).WithGrad();
        ((a + b) * (a * b)).Backward();
        Assert.Equal(21, a.Grad!.Item());   // by hand: 2ab + b² = 12 + 9
        Assert.Equal(16, b.Grad!.Item());   // a² + 2ab = 4 + 12
    }

    [Fact]
    public void A_graph_may_be_deeper_than_the_stack()
    {
        D x = D.Scalar(1).WithGrad();
        D y = x;
        for (int i = 0; i < 200_000; i++) y += 1e-6;
        y.Backward();
        Assert.Equal(1, x.Grad!.Item());
    }

    [Fact]
    public void Two_backward_passes_add_and_ZeroGrad_forgets()
    {
        D x = D.Of(1, 2, 3).WithGrad();
        x.Square().Sum().Backward();
        (x * 3).Sum().Backward();
        Assert.Equal([5.0, 7, 9], x.Grad!.ToArray());
        x.ZeroGrad();
        Assert.Null(x.Grad);
        x.Sum().Backward();
        Assert.Equal([1.0, 1, 1], x.Grad!.ToArray());
    }

    [Fact]
    public void A_gradient_written_into_the_leafs_own_memory_is_the_same()
    {
        D x = Normal(1, 3, 5).WithGrad(), g = Normal(2, 3, 5);
        x.Exp().Backward(g);                             // empty: written directly
        double[] once = x.Grad!.ToArray();
        Assert.Equal((g * x.Detach().Exp()).ToArray(), once);
        x.Exp().Backward(g);                             // not empty: added
        Assert.Equal(once.Select(value => 2 * value), x.Grad!.ToArray());
        x.ZeroGrad();
        (x.Exp() + x.Exp()).Backward(g);                 // the first directly, the second added
        Assert.Equal(once.Select(value => 2 * value), x.Grad!.ToArray());
    }

    [Fact]
    public void The_leafs_own_old_gradient_may_be_the_gradient_that_is_sent_back()
    {
        D x = Normal(1, 4, 6).WithGrad(), y = Normal(1, 4, 6).WithGrad();
        x.Softmax().Backward(Normal(2, 4, 6));
        y.Softmax().Backward(Normal(2, 4, 6));
        D old = x.Grad!, copy = D.Of(old.ToArray(), 4, 6);
        x.ZeroGrad();
        y.ZeroGrad();
        x.Softmax().Backward(old);
        y.Softmax().Backward(copy);
        Assert.Equal(y.Grad!.ToArray(), x.Grad!.ToArray());
    }

    [Fact]
    public void A_leaf_with_a_hook_is_not_written_before_the_hook_has_seen_the_gradient()
    {
        D x = Normal(1, 4).WithGrad();
        x.RegisterHook(gradient => gradient * 10);
        x.Tanh().Backward(D.Ones(4));
        Assert.Equal(((1 - x.Detach().Tanh().Square()) * 10).ToArray(), x.Grad!.ToArray());
    }

    [Fact]
    public void NoGrad_nests_and_ends_after_an_exception()
    {
        D x = D.Scalar(2).WithGrad();
        try
        {
            using (GradMode.NoGrad())
            {
                using (GradMode.NoGrad()) Assert.False(x.Exp().RequiresGrad);
                Assert.False(x.Exp().RequiresGrad);
                throw new InvalidOperationException();
            }
        }
        catch (InvalidOperationException)
        {
            Assert.True(x.Exp().RequiresGrad);
        }
    }

    [Fact]
    public void Detach_cuts_the_graph_and_copies_nothing()
    {
        D x = D.Of(1, 2).WithGrad();
        D cut = x.Detach();
        Assert.False(cut.RequiresGrad);
        cut[0] = 5;
        Assert.Equal(5, x[0]);
    }

    [Fact]
    public void A_hook_sees_the_whole_gradient_and_may_replace_it()
    {
        D x = D.Scalar(2).WithGrad();
        D y = x * 3;
        double seen = 0;
        y.RegisterHook(g =>
        {
            seen = g.Item();
            return g * 10;
        });
        (y + y).Backward();
        Assert.Equal(2, seen);
        Assert.Equal(60, x.Grad!.Item());
    }

    [Fact]
    public void An_operation_of_ones_own_takes_part_in_the_graph()
    {
        Right(x =>
        {
            D value = x[0].Detach() * x[0].Detach() * x[0].Detach();
            return D.Apply("cube", value, [x[0]], g => [g * x[0].Detach().Square() * 3]);
        }, Normal(1, 3, 2));
        D wrong = D.Apply("bad", D.Zeros(2), [D.Zeros(2).WithGrad()], g => [D.Zeros(3)]);
        Assert.Contains("[3]", Assert.Throws<InvalidOperationException>(() => wrong.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_computes_again_and_gives_the_same_gradients()
    {
        D w = Normal(3, 4, 4).WithGrad(), x = Normal(4, 2, 4);
        int calls = 0;
        D Layer(D input)
        {
            calls++;
            return input.MatMul(w).Tanh();
        }

        Layer(Layer(x)).Sum().Backward();
        double[] expected = w.Grad!.ToArray();
        w.ZeroGrad();
        calls = 0;
        Layer(Checkpoint.Run(Layer, x, w)).Sum().Backward();
        Assert.Equal(3, calls);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], w.Grad!.Data[i], 1e-12);
    }

    [Fact]
    public void A_tensor_of_several_numbers_needs_a_gradient_to_send_back() =>
        Assert.Contains("[2, 3]", Assert.Throws<InvalidOperationException>(() => Normal(1, 2, 3).WithGrad().Exp().Backward()).Message, StringComparison.Ordinal);

    [Fact]
    public void Errors_name_both_shapes()
    {
        string message = Assert.Throws<ArgumentException>(() => Normal(1, 2, 3).MatMul(Normal(1, 4, 5))).Message;
        Assert.Contains("[2, 3]", message, StringComparison.Ordinal);
        Assert.Contains("[4, 5]", message, StringComparison.Ordinal);
        Assert.Contains("[3] and [4]", Assert.Throws<ArgumentException>(() => Normal(1, 3) + Normal(1, 4)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_scope_steps_give_the_same_gradients_and_allocate_nothing()
    {
        D w = Normal(3, 30, 40).WithGrad(), x = Normal(4, 20, 30);
        (x.MatMul(w).Gelu().Softmax() * 2).Square().Sum().Backward();
        double[] expected = w.Grad!.ToArray();
        long before = 0;
        for (int step = 0; step < 20; step++)
        {
            if (step == 10) before = GC.GetAllocatedBytesForCurrentThread();
            using TensorScope<double> scope = TensorScope<double>.Begin();
            w.ZeroGrad();
            (x.MatMul(w).Gelu().Softmax() * 2).Square().Sum().Backward();
        }

        Assert.Equal(expected, w.Grad!.ToArray());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 1024 + 2 * 8 * 1200);
    }
}
