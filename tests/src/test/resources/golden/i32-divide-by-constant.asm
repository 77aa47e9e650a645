0000  b8 cd cc cc cc                 mov eax, -0x33333333
0005  48 0f af c7                    imul rax, rdi
0009  48 c1 e8 23                    shr rax, 0x23
000d  c3                             ret
