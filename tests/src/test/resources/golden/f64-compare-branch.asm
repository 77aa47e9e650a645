0000  66 0f 2e c8                    ucomisd xmm1, xmm0
0004  76 07                          jbe L0
0006  b8 01 00 00 00                 mov eax, 0x1
000b  eb 05                          jmp L1
L0:
000d  b8 02 00 00 00                 mov eax, 0x2
L1:
0012  c3                             ret
