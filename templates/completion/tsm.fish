# fish completion of tsm. Load it with: tsm completion fish | source
function __tsm_complete
    set -l words (commandline --tokenize --cut-at-cursor --current-process)
    set -l current (commandline --current-token --cut-at-cursor)
    set -l found ($words[1] --complete $words[2..-1] "$current" 2>/dev/null)
    string match --invert ':*' -- $found
    if contains -- ':files' $found
        __fish_complete_path "$current"
    else if contains -- ':folders' $found
        __fish_complete_directories "$current" ''
    end
end
complete --command tsm --no-files --arguments '(__tsm_complete)'
