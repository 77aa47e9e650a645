0000  48 8b c7                       mov rax, rdi
0003  48 03 c6                       add rax, rsi
0006  c3                             ret
