using Course;

namespace Autograders;

/// <summary>The checkpoints of Unit 13.</summary>
internal sealed class Unit13Checkpoints : IUnitCheckpoints
{
    public IEnumerable<Checkpoint> All =>
    [
        new("13.1", "A project has a file a.txt and a folder src with 200 files. You change one line of a.txt, add it and commit. How many new objects are in the store?", 3, "The new content of a.txt (a blob), the top folder, which names it (a tree), and the commit. The folder src has the same content, so the same id: it is the same object.")
        {
            KnownWrong =
            [
                (1, "The content is new, but the top folder holds its id, so that is new too; and there is the commit."),
                (2, "The content and the commit. The folder that names the content has changed as well."),
                (4, "The folder src has not changed, so its id has not: nothing is stored for it."),
                (203, "Files that have not changed have the ids they had: nothing is stored for them."),
            ],
        },
        new("13.2", "You write \"one\" to a.txt, add it, write \"two\" to it, and commit. What does the commit hold?", "a", "The commit is made of the index, which holds what you added, as it was then. The disk has \"two\", and status says \" M\".")
        {
            Choices = [("a", "one"), ("b", "two"), ("c", "both, as a difference"), ("d", "nothing: git refuses")],
            KnownWrong =
            [
                ("b", "`git commit -a` would add it first. Without it the index counts, not the disk."),
                ("c", "A commit holds a whole tree, not differences."),
                ("d", "The index is ready for a commit, whatever the disk says."),
            ],
        },
        new("13.3", "On a detached HEAD you make two commits and then switch to main. What has become of them?", "c", "HEAD was the only name that reached them, and it has moved on. They are in the store, the reflog of HEAD has their ids, and `git branch rescue <id>` gives them a name.")
        {
            Choices = [("a", "they are on main"), ("b", "they are deleted at once"), ("c", "they are stored, and only the reflog names them"), ("d", "they are in the stash")],
            KnownWrong =
            [
                ("a", "main did not move: nobody was on it."),
                ("b", "Nothing is deleted at once. `git gc` removes what nothing has reached for weeks."),
                ("d", "The stash takes what is not committed, and only when you ask."),
            ],
        },
        new("13.4", "From base to ours a function was renamed, and all its calls. From base to theirs a new call of it was added at the end of the file. The merge:", "b", "Nobody touched the same lines, so the merge is clean, and the new call has the old name. Merging works on lines; whether the result is right is for the compiler and the tests to say.")
        {
            Choices = [("a", "is a conflict, as git sees that the name is gone"), ("b", "is clean, and does not compile"), ("c", "is clean, and git renames the new call"), ("d", "keeps theirs only")],
            KnownWrong =
            [
                ("a", "git knows lines, not names of functions."),
                ("c", "git writes no line that stands in none of the versions."),
                ("d", "Each side's changes are taken where the other changed nothing."),
            ],
        },
        new("13.5", "Your push is refused as non-fast-forward. What is safe?", "d", "Somebody has pushed a commit that you do not have. Fetch brings it, a merge (or a rebase) puts your work on top of it, and then the push goes forward. With a lease a forced push at least fails where you have not looked.")
        {
            Choices = [("a", "push --force"), ("b", "delete the remote branch and push again"), ("c", "reset --hard to origin/main, then push"), ("d", "fetch, merge origin/main, push")],
            KnownWrong =
            [
                ("a", "It takes the colleague's commit off the branch."),
                ("b", "That is a forced push in two steps."),
                ("c", "It takes your own commits off your branch, and then there is nothing to push."),
            ],
        },
    ];
}
