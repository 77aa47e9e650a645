0000  48 8b c6                       mov rax, rsi
0003  85 d2                          test edx, edx
0005  0f 45 c7                       cmovne eax, edi
0008  c3                             ret
