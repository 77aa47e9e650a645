0000  48 8b c6                       mov rax, rsi
0003  48 8b d7                       mov rdx, rdi
0006  c3                             ret
