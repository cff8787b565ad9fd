#compdef tsm
# zsh completion of tsm. Load it with: source <(tsm completion zsh), or put it as _tsm into a folder of $fpath.
_tsm() {
    local entry value
    local -a found described
    found=("${(@f)$("${words[1]}" --complete "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
    for entry in "${found[@]}"; do
        value=${entry%%$'\t'*}
        [[ -z $value || $value == :* ]] && continue
        described+=("${value//:/\\:}:${entry#*$'\t'}")
    done
    if (( ${#described} )) && _describe tsm described; then return 0; fi
    if (( ${found[(Ie):files]} )); then
        _files
    elif (( ${found[(Ie):folders]} )); then
        _files -/
    else
        return 1
    fi
}
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _tsm "$@"
else
    compdef _tsm tsm
fi
